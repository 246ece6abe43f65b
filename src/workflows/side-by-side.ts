/**
 * Works through the items in their order, as many at a time as there are workers. After a failure nothing new begins.
 * @throws what went wrong first, once all that had begun has ended.
 */
export async function sideBySide<Item, Worker>(
  items: readonly Item[],
  workers: readonly Worker[],
  work: (item: Item, worker: Worker) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const failures: unknown[] = [];
  await Promise.all(
    workers.map(async (worker) => {
      for (const item of left) {
        if (failures.length > 0) return;
        await work(item, worker).catch((error: unknown) => failures.push(error));
      }
    }),
  );
  if (failures.length > 0) throw failures[0];
}
