/** `node serve.mjs NAME`: reads facts as JSON from stdin, serves them by the peer of that name, says its port and continues until it is ended. */
import { text } from 'node:stream/consumers';

const { serve } = await import(`./${process.argv[2]}.mjs`);
console.log(await serve(JSON.parse(await text(process.stdin))));
