/** What members of artifacts are called by those who write them: names compared without case, `_`, `-`, dots and blanks. */

/** What a member is to the exchange it stands in. */
export type MemberRole =
	| 'status'
	| 'maybe-status'
	| 'method'
	| 'url'
	| 'endpoint'
	| 'headers'
	| 'response-headers'
	| 'request-headers'
	| 'body'
	| 'response-body'
	| 'maybe-body'
	| 'request-body'
	| 'encoding'
	| 'request'
	| 'response'
	| 'maybe-response'
	| 'timings'
	| 'latency'
	| 'sent'
	| 'finished'
	| 'generated'
	| 'stamp'
	| 'test-id'
	| 'maybe-test-id'
	| 'attempt'
	| 'judgement'
	| 'maybe-judgement'
	| 'error'
	| 'maybe-error'
	| 'mock'
	| 'request-id'
	| 'container'
	| 'skip';

const names: ReadonlyArray<readonly [role: MemberRole, names: string]> = [
	[
		'status',
		'statuscode httpstatus httpcode httpstatuscode responsestatus responsecode responsestatuscode actualstatus actualstatuscode receivedstatus httpresponsecode кодответа httpстатус статускод кодhttp кодстатуса statusline httpstatusline responsehttpcode replystatus answerstatus статусответа кодответаhttp httpкод',
	],
	['maybe-status', 'status code статус код http'],
	['method', 'method httpmethod requestmethod verb httpverb метод методзапроса httpметод'],
	[
		'url',
		'url uri requesturl requesturi fullurl targeturl effectiveurl finalurl urleffective urlзапроса адресзапроса урл href',
	],
	['endpoint', 'endpoint path requestpath route target эндпоинт путь адрес requestline'],
	['headers', 'headers header httpheaders заголовки hdrs hdr headerlist httphdrs'],
	[
		'response-headers',
		'responseheaders respheaders headersresponse responseheader rawheaders заголовкиответа reshdrs resheaders responsehdrs resphdrs rspheaders replyheaders answerheaders receivedheaders headersreceived',
	],
	[
		'request-headers',
		'requestheaders reqheaders headersrequest requestheader заголовкизапроса reqhdrs requesthdrs sentheaders headerssent',
	],
	['body', 'body тело'],
	[
		'response-body',
		'responsebody respbody responsetext responsejson responsedata responsecontent responsepayload rawresponse rawbody bodytext bodyjson bodyraw bodybase64 bodyb64 responsebodybase64 responseraw bodypreview responsepreview телоответа resbody rspbody answerbody replybody receivedbody resptext текстответа',
	],
	['maybe-body', 'json text content data payload raw rawtext html output stream'],
	[
		'request-body',
		'requestbody reqbody requestpayload requestdata requestjson postdata bodyrequest sentbody телозапроса reqjson bodysent datasent payloadsent requesttext',
	],
	['encoding', 'bodyencoding responsebodyencoding encoding'],
	['request', 'request req httprequest requestinfo requestdetails запрос rq outgoing'],
	[
		'response',
		'response resp httpresponse serverresponse responseinfo responsedetails answer reply ответ rs rsp incoming',
	],
	['maybe-response', 'result results http res actual received output outcome data exchange'],
	['timings', 'timings timing performance performancemetrics metrics phases times perf тайминги'],
	[
		'latency',
		'latency latencyms latencys latencysec latencyseconds duration durationms durations durationsec durationseconds elapsed elapsedms elapseds elapsedsec elapsedseconds responsetime responsetimems responsetimes responsetimesec responsetimeseconds requesttimems timems timetotal totaltime totaltimems totalms timetakenms timetaken tookms took requestduration requestdurationms latencymilliseconds задержка задержкамс длительность времяответа времяответамс dur durms lat latms ms мс millis elapsedtime elapsedtimems rtms rtt rttms roundtrip roundtripms времямс',
	],
	[
		'sent',
		'sentat senttime requestedat requesttime requesttimestamp requestsentat requestat startedat started starttime startedatetime starteddatetime start timestampstart firedat отправлено времязапроса начало началозапроса отправлен',
	],
	[
		'finished',
		'finishedat finished completedat endedat endtime end receivedat respondedat responsetimestamp responseat timestampend окончание завершено получено',
	],
	['generated', 'generatedat savedat writtenat recordedat capturedat createdat storedat'],
	[
		'stamp',
		'timestamp ts time datetime date at executedat testedat rundate runat timestamputc время дата epochms epoch unixtime unixms метка датавремя',
	],
	['test-id', 'testid testcaseid testcase caseid testnumber testno номертеста идтеста'],
	['maybe-test-id', 'id test case name testname title тест'],
	['attempt', 'attempt attemptno attemptnumber'],
	[
		'judgement',
		'verdict passed pass success testresult teststatus testpassed isok issuccess успех итог вердикт',
	],
	['maybe-judgement', 'result outcome status результат статус'],
	[
		'error',
		'exception clienterror networkerror exceptiontype exceptionmessage traceback requesterror connectionerror исключение',
	],
	['maybe-error', 'error errormessage errordetail errortype ошибка'],
	[
		'mock',
		'mock ismock mocked simulated simulation issimulated issimulation dryrun isdryrun demo isdemo example isexample stub isstub stubbed fake isfake synthetic fabricated mode source environmentmode responsesource datasource',
	],
	['container', 'meta metadata testinfo testmeta context details test info extra'],
	['request-id', 'requestid xrequestid reqid'],
	[
		'skip',
		'expected expectedstatus expectedstatuscode expectedcode expectation expectedresponse expectedbody example examplebody sampleresponse schema previous previousattempts ожидаемый ожидаемыйстатус ожидание config',
	],
];

const rolesByName = new Map<string, MemberRole[]>();
for (const [role, list] of names) {
	for (const name of list.split(' ')) {
		rolesByName.set(name, [...(rolesByName.get(name) ?? []), role]);
	}
}

/** A key in the spelling in which names are compared. */
export function plainKey(key: string): string {
	return key.toLowerCase().replaceAll(/[-_\s.]+/g, '');
}

/** A name of a duration with its unit, whatever else it says. */
const timed =
	/(?:time|latency|duration|elapsed|took|taken|врем|длительн|задержк|отклик).{0,30}(?:ms|msec|millis|milliseconds|seconds|secs?|мс|сек|секунды?)$/u;
/** What somebody wanted or allowed, not what it took. */
const allowed =
	/timeout|limit|delay|interval|retry|pause|ttl|expir|budget|threshold|max|sla|таймаут|пауз|лимит|порог/u;

/** What a member of this name may be; none for names that mean nothing here. */
export function rolesOf(key: string): readonly MemberRole[] {
	if (key.length > 60) {
		return [];
	}

	const name = plainKey(key);
	return rolesByName.get(name) ?? (timed.test(name) && !allowed.test(name) ? latencyOnly : []);
}

const latencyOnly: readonly MemberRole[] = ['latency'];
