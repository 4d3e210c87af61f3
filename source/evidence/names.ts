/** Fixed paths of an evidence set (design.md §6); POSIX, relative to its folder. */
export const logPath = 'logs/qtickets_stage2_complete_tests.jsonl';
export const verifyPath = 'VERIFY.md';
export const checksumsPath = 'SHA256SUMS';

export const reporters = ['markdown', 'html', 'junit', 'ctrf'] as const;
export type Reporter = (typeof reporters)[number];

/** Where each reporter's file stands. */
export const reportPaths: Readonly<Record<Reporter, string>> = {
	markdown: 'reports/qtickets_stage2_final_report.md',
	html: 'reports/qtickets_stage2_final_report.html',
	junit: 'reports/qtickets_stage2_final_report.junit.xml',
	ctrf: 'reports/qtickets_stage2_final_report.ctrf.json',
};

/** What stands for a number that nobody took: never 0, never empty. */
export const notMeasured = 'not measured';
