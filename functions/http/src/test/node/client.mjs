// OpenAI's client against the function: prints what came of each call as one JSON object.
import { readFile } from 'node:fs/promises';
import OpenAI, { toFile } from 'openai';

const [baseURL, apiKey, picture] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey });
const file = async () => toFile(await readFile(picture), 'photo.png', { type: 'image/png' });

async function outcome(call) {
  try {
    const answer = await call();
    return { data: answer.data };
  } catch (error) {
    return { status: error.status, code: error.code, type: error.type, param: error.param, id: error.requestID };
  }
}

const outcomes = {
  link: await outcome(async () => client.images.edit({ image: await file(), model: 'link', prompt: '' })),
  bytes: await outcome(async () =>
    client.images.edit({
      image: [await file()],
      model: 'step-image-edit-2',
      prompt: 'dusk, with lights on',
      response_format: 'b64_json',
    }),
  ),
  several: await outcome(async () =>
    client.images.edit({ image: [await file(), await file()], model: 'link', prompt: '' }),
  ),
  prompt: await outcome(async () => client.images.edit({ image: await file(), model: 'link', prompt: 'mine' })),
  preset: await outcome(async () => client.images.edit({ image: await file(), model: 'nowhere', prompt: '' })),
};
console.log(JSON.stringify(outcomes));
