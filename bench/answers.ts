/** What a program of the bench was started with. */
export function options(): unknown {
  return JSON.parse(process.argv[2] ?? '{}');
}

type Question = { readonly ask: string; readonly argument: unknown };

/**
 * Says that a program is ready and answers the bench until that is gone.
 *
 * @param port where it can be reached; 0 if it cannot
 */
export function answer(
  port: number,
  answers: Readonly<Record<string, (argument: never) => unknown>> = {},
): void {
  const all: Readonly<Record<string, (argument: never) => unknown>> = {
    cpu: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e3;
    },
    ...answers,
  };
  const reply = async ({ ask, argument }: Question): Promise<void> => {
    try {
      process.send?.({ answer: (await all[ask]?.(argument as never)) ?? null });
    } catch (error) {
      process.send?.({ fault: String(error) });
    }
  };
  process.on('message', (question: Question) => void reply(question));
  process.on('disconnect', () => process.exit());
  process.send?.({ answer: { port } });
}
