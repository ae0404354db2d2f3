import { sleep } from 'n8n-workflow';

const TICK_MS = 10;

/** Runs jobs at their time, thousands of them by one loop. */
export class Agenda {
	private readonly jobs: Array<{ due: number; job: () => void }> = [];

	private loop: Promise<void> | undefined;

	private open = true;

	/** Runs a job after that many milliseconds. */
	after(delayMs: number, job: () => void): void {
		const due = Date.now() + delayMs;
		let index = this.jobs.length;
		while (index > 0 && this.jobs[index - 1].due > due) index--;
		this.jobs.splice(index, 0, { due, job });
		this.loop ??= this.run();
	}

	/** Whether nothing is left to run. */
	get idle(): boolean {
		return this.jobs.length === 0;
	}

	/** Forgets every job. */
	clear(): void {
		this.jobs.length = 0;
	}

	/** Forgets every job and ends the loop. */
	async close(): Promise<void> {
		this.open = false;
		this.clear();
		await this.loop;
	}

	private async run(): Promise<void> {
		while (this.open && this.jobs.length > 0) {
			await sleep(TICK_MS);
			const now = Date.now();
			const waiting = this.jobs.findIndex(({ due }) => due > now);
			const due = this.jobs.splice(0, waiting === -1 ? this.jobs.length : waiting);
			for (const { job } of due) job();
		}
		this.loop = undefined;
	}
}
