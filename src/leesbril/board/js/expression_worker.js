// Which words match a regular expression: found beside the page, and given up when it takes too long.

import {forWholeWord} from "./expressions.js";

const MOST_TIME = 1000;
const LOOKED_AT_ONCE = 256;

/** A mask over words of those that match an expression as a whole; null if that takes too long. */
export async function wordsThatMatch(written, words) {
  const {source, flags} = forWholeWord(written);
  new RegExp(source, flags); // one that this browser does not know is a SyntaxError here, not in the worker
  const task = {source, flags, text: words.join("\n"), number: words.length};
  const worker = workerOf();
  if (!worker) return matchingHere(task);
  const answer = await Promise.race([answerOf(worker, task), silenceAfter(MOST_TIME)]);
  worker.terminate();
  return answer === "broken" ? matchingHere(task) : answer;
}

function workerOf() {
  try {
    const program = `${matchingMask};onmessage = ({data}) => postMessage(matchingMask(data, () => true));`;
    const url = URL.createObjectURL(new Blob([program], {type: "text/javascript"}));
    const worker = new Worker(url);
    setTimeout(() => URL.revokeObjectURL(url), MOST_TIME);
    return worker;
  } catch {
    return null; // there is none, or the page forbids it
  }
}

function answerOf(worker, task) {
  return new Promise((resolve) => {
    worker.onmessage = ({data}) => resolve(data);
    worker.onerror = () => resolve("broken");
    worker.postMessage(task);
  });
}

function silenceAfter(time) {
  return new Promise((resolve) => setTimeout(() => resolve(null), time));
}

function matchingHere(task) {
  const end = Date.now() + MOST_TIME;
  return matchingMask(task, (word) => word % LOOKED_AT_ONCE || Date.now() < end);
}

/** Also the program of the worker, so it uses nothing from outside. */
function matchingMask({source, flags, text, number}, goesOn) {
  const expression = new RegExp(source, flags);
  const mask = new Uint8Array(number);
  if (!number) return mask;
  const words = text.split("\n");
  for (let word = 0; word < number; word += 1) {
    if (!goesOn(word)) return null;
    mask[word] = expression.test(words[word]) ? 1 : 0;
  }
  return mask;
}
