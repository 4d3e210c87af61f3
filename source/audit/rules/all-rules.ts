import type {Rule} from '../rule.ts';
import {archiveCopyDiffers} from './archive-copy-differs.ts';
import {archiveLacksFile} from './archive-lacks-file.ts';
import {archiveNotDerived} from './archive-not-derived.ts';
import {archiveNotZip} from './archive-not-zip.ts';
import {archivePathMismatch} from './archive-path-mismatch.ts';
import {archiveSizeMismatch} from './archive-size-mismatch.ts';
import {archiveUnsafeEntry} from './archive-unsafe-entry.ts';
import {artifactCountMismatch} from './artifact-count-mismatch.ts';
import {artifactMissingField} from './artifact-missing-field.ts';
import {artifactNotDerived} from './artifact-not-derived.ts';
import {artifactNotJson} from './artifact-not-json.ts';
import {artifactShapeDiffersFromRunner} from './artifact-shape-differs-from-runner.ts';
import {artifactTimestampOutsideRun} from './artifact-timestamp-outside-run.ts';
import {artifactWrittenAfterRun} from './artifact-written-after-run.ts';
import {attemptNumbersBroken} from './attempt-numbers-broken.ts';
import {averageDiffers} from './average-differs.ts';
import {bodyContradictsHeaders} from './body-contradicts-headers.ts';
import {chainBroken} from './chain-broken.ts';
import {claimedFileMissing} from './claimed-file-missing.ts';
import {clientExceptionAsHttpStatus} from './client-exception-as-http-status.ts';
import {controlCharactersInText} from './control-characters-in-text.ts';
import {countMismatch} from './count-mismatch.ts';
import {countWentDown} from './count-went-down.ts';
import {coverageOverstated} from './coverage-overstated.ts';
import {crossRunContradiction} from './cross-run-contradiction.ts';
import {csvDiffersFromReport} from './csv-differs-from-report.ts';
import {csvFormulaCell} from './csv-formula-cell.ts';
import {csvWithoutHeader} from './csv-without-header.ts';
import {deltaDiffersFromRecords} from './delta-differs-from-records.ts';
import {duplicateArtifactBody} from './duplicate-artifact-body.ts';
import {duplicateLatency} from './duplicate-latency.ts';
import {durationDiffers} from './duration-differs.ts';
import {endpointDiffersFromArtifact} from './endpoint-differs-from-artifact.ts';
import {endpointDiffersFromCatalog} from './endpoint-differs-from-catalog.ts';
import {endpointDiffersFromLog} from './endpoint-differs-from-log.ts';
import {environmentMismatch} from './environment-mismatch.ts';
import {expectationInvented} from './expectation-invented.ts';
import {fileRemoved} from './file-removed.ts';
import {foreignContentInArtifact} from './foreign-content-in-artifact.ts';
import {generatedBeforeFinished} from './generated-before-finished.ts';
import {generatorMarkupInArtifact} from './generator-markup-in-artifact.ts';
import {hashConflict} from './hash-conflict.ts';
import {hashMalformed} from './hash-malformed.ts';
import {hashMismatch} from './hash-mismatch.ts';
import {hashOfOtherFile} from './hash-of-other-file.ts';
import {hashRecordedBeforeArchiveExisted} from './hash-recorded-before-archive-existed.ts';
import {hashReused} from './hash-reused.ts';
import {hashUnverifiable} from './hash-unverifiable.ts';
import {headerSetImplausible} from './header-set-implausible.ts';
import {impossibleTiming} from './impossible-timing.ts';
import {intentDiffersFromCatalog} from './intent-differs-from-catalog.ts';
import {internalContradiction} from './internal-contradiction.ts';
import {journalTimeRunsBack} from './journal-time-runs-back.ts';
import {latencyDiffersFromSource} from './latency-differs-from-source.ts';
import {latencyExceedsJournalBound} from './latency-exceeds-journal-bound.ts';
import {latencyExceedsObservedBound} from './latency-exceeds-observed-bound.ts';
import {lineEndingDrift} from './line-ending-drift.ts';
import {localPathLeak} from './local-path-leak.ts';
import {markContradictsStatus} from './mark-contradicts-status.ts';
import {markWithoutAttempt} from './mark-without-attempt.ts';
import {maskClaimNotFound} from './mask-claim-not-found.ts';
import {missingArtifact} from './missing-artifact.ts';
import {mockPresentedAsResult} from './mock-presented-as-result.ts';
import {nonMonotonicLog} from './non-monotonic-log.ts';
import {outcomeWithoutIntent} from './outcome-without-intent.ts';
import {overlappingRequests} from './overlapping-requests.ts';
import {placeholderCredentialUsed} from './placeholder-credential-used.ts';
import {planIncomplete} from './plan-incomplete.ts';
import {recycledResponse} from './recycled-response.ts';
import {redirectLeakedCredentials} from './redirect-leaked-credentials.ts';
import {repairContradictsItself} from './repair-contradicts-itself.ts';
import {reportNotDerived} from './report-not-derived.ts';
import {requestIdReused} from './request-id-reused.ts';
import {requirementNotFound} from './requirement-not-found.ts';
import {responseNotCaptured} from './response-not-captured.ts';
import {resultWithoutStart} from './result-without-start.ts';
import {revisionDirty} from './revision-dirty.ts';
import {revisionLacksRunner} from './revision-lacks-runner.ts';
import {rowWithoutExecution} from './row-without-execution.ts';
import {sameEndpointDifferentStatus} from './same-endpoint-different-status.ts';
import {sampleContaminated} from './sample-contaminated.ts';
import {sandboxPresentedAsReal} from './sandbox-presented-as-real.ts';
import {secretFileCommitted} from './secret-file-committed.ts';
import {secretFragmentLogged} from './secret-fragment-logged.ts';
import {secretLeak} from './secret-leak.ts';
import {serverTimeContradictsDateHeader} from './server-time-contradicts-date-header.ts';
import {signatureInvalid} from './signature-invalid.ts';
import {signatureMissing} from './signature-missing.ts';
import {snapshotChainBroken} from './snapshot-chain-broken.ts';
import {snapshotLacksKnownTables} from './snapshot-lacks-known-tables.ts';
import {snapshotMissing} from './snapshot-missing.ts';
import {snapshotPlaceholder} from './snapshot-placeholder.ts';
import {snapshotSingleInstant} from './snapshot-single-instant.ts';
import {snapshotWithoutSource} from './snapshot-without-source.ts';
import {softErrorMarkedSuccess} from './soft-error-marked-success.ts';
import {staleArtifact} from './stale-artifact.ts';
import {startedBeforeSession} from './started-before-session.ts';
import {startedWithoutResult} from './started-without-result.ts';
import {statusDiffersFromArtifact} from './status-differs-from-artifact.ts';
import {statusDiffersFromLog} from './status-differs-from-log.ts';
import {statusWithoutEvidence} from './status-without-evidence.ts';
import {storedBodyLengthDiffers} from './stored-body-length-differs.ts';
import {syntheticTimestamps} from './synthetic-timestamps.ts';
import {testIdDiffersFromSpecRef} from './test-id-differs-from-spec-ref.ts';
import {testToldTwice} from './test-told-twice.ts';
import {timestampMalformed} from './timestamp-malformed.ts';
import {timezoneMislabelled} from './timezone-mislabelled.ts';
import {timingsDoNotAddUp} from './timings-do-not-add-up.ts';
import {tlsNotVerified} from './tls-not-verified.ts';
import {tornTail} from './torn-tail.ts';
import {totalDiffers} from './total-differs.ts';
import {totalExceedsWallClock} from './total-exceeds-wall-clock.ts';
import {truncatedBodyUnmarked} from './truncated-body-unmarked.ts';
import {twoWriters} from './two-writers.ts';
import {unexpectedFile} from './unexpected-file.ts';
import {unknownTable} from './unknown-table.ts';
import {unmaskedPii} from './unmasked-pii.ts';
import {verdictContradictsResults} from './verdict-contradicts-results.ts';
import {verdictNotDerived} from './verdict-not-derived.ts';
import {writeFiredAtProduction} from './write-fired-at-production.ts';
import {zeroLatency} from './zero-latency.ts';
import {zeroNetworkTime} from './zero-network-time.ts';

/** Every rule, by id. A test holds this list against the files of the folder. */
export const allRules: readonly Rule[] = [
	archiveCopyDiffers,
	archiveLacksFile,
	archiveNotDerived,
	archiveNotZip,
	archivePathMismatch,
	archiveSizeMismatch,
	archiveUnsafeEntry,
	artifactCountMismatch,
	artifactMissingField,
	artifactNotDerived,
	artifactNotJson,
	artifactShapeDiffersFromRunner,
	artifactTimestampOutsideRun,
	artifactWrittenAfterRun,
	attemptNumbersBroken,
	averageDiffers,
	bodyContradictsHeaders,
	chainBroken,
	claimedFileMissing,
	clientExceptionAsHttpStatus,
	controlCharactersInText,
	countMismatch,
	countWentDown,
	coverageOverstated,
	crossRunContradiction,
	csvDiffersFromReport,
	csvFormulaCell,
	csvWithoutHeader,
	deltaDiffersFromRecords,
	duplicateArtifactBody,
	duplicateLatency,
	durationDiffers,
	endpointDiffersFromArtifact,
	endpointDiffersFromCatalog,
	endpointDiffersFromLog,
	environmentMismatch,
	expectationInvented,
	fileRemoved,
	foreignContentInArtifact,
	generatedBeforeFinished,
	generatorMarkupInArtifact,
	hashConflict,
	hashMalformed,
	hashMismatch,
	hashOfOtherFile,
	hashRecordedBeforeArchiveExisted,
	hashReused,
	hashUnverifiable,
	headerSetImplausible,
	impossibleTiming,
	intentDiffersFromCatalog,
	internalContradiction,
	journalTimeRunsBack,
	latencyDiffersFromSource,
	latencyExceedsJournalBound,
	latencyExceedsObservedBound,
	lineEndingDrift,
	localPathLeak,
	markContradictsStatus,
	markWithoutAttempt,
	maskClaimNotFound,
	missingArtifact,
	mockPresentedAsResult,
	nonMonotonicLog,
	outcomeWithoutIntent,
	overlappingRequests,
	placeholderCredentialUsed,
	planIncomplete,
	recycledResponse,
	redirectLeakedCredentials,
	repairContradictsItself,
	reportNotDerived,
	requestIdReused,
	requirementNotFound,
	responseNotCaptured,
	resultWithoutStart,
	revisionDirty,
	revisionLacksRunner,
	rowWithoutExecution,
	sameEndpointDifferentStatus,
	sampleContaminated,
	sandboxPresentedAsReal,
	secretFileCommitted,
	secretFragmentLogged,
	secretLeak,
	serverTimeContradictsDateHeader,
	signatureInvalid,
	signatureMissing,
	snapshotChainBroken,
	snapshotLacksKnownTables,
	snapshotMissing,
	snapshotPlaceholder,
	snapshotSingleInstant,
	snapshotWithoutSource,
	softErrorMarkedSuccess,
	staleArtifact,
	startedBeforeSession,
	startedWithoutResult,
	statusDiffersFromArtifact,
	statusDiffersFromLog,
	statusWithoutEvidence,
	storedBodyLengthDiffers,
	syntheticTimestamps,
	testIdDiffersFromSpecRef,
	testToldTwice,
	timestampMalformed,
	timezoneMislabelled,
	timingsDoNotAddUp,
	tlsNotVerified,
	tornTail,
	totalDiffers,
	totalExceedsWallClock,
	truncatedBodyUnmarked,
	twoWriters,
	unexpectedFile,
	unknownTable,
	unmaskedPii,
	verdictContradictsResults,
	verdictNotDerived,
	writeFiredAtProduction,
	zeroLatency,
	zeroNetworkTime,
];
