import { Presets, SingleBar } from 'cli-progress';

/** How long work is shown: a bar on a terminal, a line a step in a log. */
export interface Progress {
  /** Begins a step; the one before is over. */
  step(label: string): void;
  /** How far the step is. */
  update(done: number, total: number): void;
  /** Ends the last step. */
  end(): void;
}

/** @param output where people look; nothing that a script reads goes there. */
export function createProgress(output: NodeJS.WriteStream = process.stderr): Progress {
  return output.isTTY ? bars(output) : lines(output);
}

function bars(output: NodeJS.WriteStream): Progress {
  let bar: SingleBar | null = null;
  const end = (): void => {
    if (bar === null) return;
    bar.update(bar.getTotal());
    bar.stop();
    bar = null;
  };
  return {
    step(label) {
      end();
      const format = `${label.padEnd(44)} {bar} {percentage}%`;
      bar = new SingleBar({ stream: output, format, barsize: 24, hideCursor: true, fps: 10 }, Presets.rect);
      bar.start(1, 0);
    },
    update(done, total) {
      bar?.setTotal(Math.max(1, total));
      bar?.update(done);
    },
    end,
  };
}

function lines(output: NodeJS.WriteStream): Progress {
  return {
    step(label) {
      output.write(`${label} ...\n`);
    },
    update() {},
    end() {},
  };
}
