/** What messages offer in C# is parsed, by `npm test`; no compiler has taken it yet, which this says whenever it runs. */
describe("what messages offer in C#", () => {
  it("is taken by its compiler: NOT CHECKED, it is parsed only, by `npm test`");
});
