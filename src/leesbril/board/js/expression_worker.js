// Which words match a regular expression: found beside the page, and given up when it takes too long.

import {forWholeWord} from "./expressions.js";

const MOST_TIME = 1000;
const LOOKED_AT_ONCE = 256;

/** A mask over words of those that match an expression as a whole; null if that takes too long. */
export async function wordsThatMatch(written, words) {
  const {source, flags} = forWholeWord(written);
  new RegExp(source, flags); // one that this browser does not know is a SyntaxError here, not in the worker
  const worker = takenFor(words);
  if (!worker) return matchingHere({source, flags, words});
  const answer = await Promise.race([answerOf(worker, {source, flags}), silenceAfter(MOST_TIME)]);
  if (answer && answer !== "broken") keep(worker, words);
  else worker.terminate();
  return answer === "broken" ? matchingHere({source, flags, words}) : answer;
}

const idle = {worker: null, words: null}; // to start one and to tell it the words takes longer than most expressions

/** A worker that has these words and does nothing else; null where there is none, or the page forbids it. */
function takenFor(words) {
  if (idle.words !== words) return workerWith(words);
  const {worker} = idle;
  Object.assign(idle, {worker: null, words: null});
  return worker;
}

function keep(worker, words) {
  idle.worker?.terminate();
  Object.assign(idle, {worker, words});
}

function workerWith(words) {
  try {
    const program = `${matchingMask};let words;onmessage = ({data}) => {
      if (typeof data === "string") words = data ? data.split("\\n") : [];
      else postMessage(matchingMask({...data, words}, () => true));
    };`;
    const url = URL.createObjectURL(new Blob([program], {type: "text/javascript"}));
    const worker = new Worker(url);
    setTimeout(() => URL.revokeObjectURL(url), MOST_TIME);
    worker.postMessage(words.join("\n"));
    return worker;
  } catch {
    return null;
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
function matchingMask({source, flags, words}, goesOn) {
  const expression = new RegExp(source, flags);
  const mask = new Uint8Array(words.length);
  for (let word = 0; word < words.length; word += 1) {
    if (!goesOn(word)) return null;
    mask[word] = expression.test(words[word]) ? 1 : 0;
  }
  return mask;
}
