// What takes a while is done once at a time, and once more for those who asked meanwhile.
import { expect, it } from "vitest";
import { oneAtATime } from "../../client/src/one-at-a-time";

/** Counts calls, each of which ends when it is told to. */
function calls() {
  const ends: ((failure?: Error) => void)[] = [];
  const one = oneAtATime(
    () =>
      new Promise((resolve, reject) => {
        ends.push((failure) => (failure === undefined ? resolve() : reject(failure)));
      }),
  );
  return { one, ends };
}

it("does it once more for all who asked while it was going on", async () => {
  const { one, ends } = calls();
  const first = one.again();
  const [second, third] = [one.again(), one.again()];
  expect(ends).toHaveLength(1);
  ends[0]!();
  await first;
  await Promise.resolve();
  expect(ends).toHaveLength(2);
  ends[1]!();
  await Promise.all([second, third]);
  void one.again();
  expect(ends).toHaveLength(3);
});

it("gives what is going on to whoever does not need it anew", async () => {
  const { one, ends } = calls();
  const both = [one.current(), one.current()];
  expect(ends).toHaveLength(1);
  ends[0]!();
  await Promise.all(both);
});

it("goes on after a failure", async () => {
  const { one, ends } = calls();
  const first = one.again();
  const second = one.again();
  ends[0]!(new Error("gone"));
  await expect(first).rejects.toThrow("gone");
  await Promise.resolve();
  ends[1]!();
  await second;
  expect(ends).toHaveLength(2);
});
