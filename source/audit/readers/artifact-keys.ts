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
		'statuscode httpstatus httpcode httpstatuscode responsestatus responsecode responsestatuscode actualstatus actualstatuscode receivedstatus httpresponsecode кодответа httpстатус статускод кодhttp кодстатуса',
	],
	['maybe-status', 'status code статус код'],
	['method', 'method httpmethod requestmethod verb httpverb метод'],
	['url', 'url uri requesturl requesturi fullurl targeturl effectiveurl finalurl urleffective'],
	['endpoint', 'endpoint path requestpath route target эндпоинт путь адрес requestline'],
	['headers', 'headers header httpheaders заголовки'],
	[
		'response-headers',
		'responseheaders respheaders headersresponse responseheader rawheaders заголовкиответа',
	],
	['request-headers', 'requestheaders reqheaders headersrequest requestheader заголовкизапроса'],
	['body', 'body тело'],
	[
		'response-body',
		'responsebody respbody responsetext responsejson responsedata responsecontent responsepayload rawresponse rawbody bodytext bodyjson bodyraw bodybase64 bodyb64 responsebodybase64 responseraw bodypreview responsepreview телоответа',
	],
	['maybe-body', 'json text content data payload raw rawtext html output stream'],
	[
		'request-body',
		'requestbody reqbody requestpayload requestdata requestjson postdata bodyrequest sentbody телозапроса',
	],
	['encoding', 'bodyencoding responsebodyencoding encoding'],
	['request', 'request req httprequest requestinfo requestdetails запрос'],
	['response', 'response resp httpresponse serverresponse responseinfo responsedetails answer reply ответ'],
	['maybe-response', 'result results http res actual received output outcome data exchange'],
	['timings', 'timings timing performance performancemetrics metrics phases times perf тайминги'],
	[
		'latency',
		'latency latencyms latencys latencysec latencyseconds duration durationms durations durationsec durationseconds elapsed elapsedms elapseds elapsedsec elapsedseconds responsetime responsetimems responsetimes responsetimesec responsetimeseconds requesttimems timems timetotal totaltime totaltimems totalms timetakenms timetaken tookms took requestduration requestdurationms latencymilliseconds задержка задержкамс длительность времяответа времяответамс',
	],
	[
		'sent',
		'sentat senttime requestedat requesttime requesttimestamp requestsentat requestat startedat started starttime startedatetime starteddatetime start timestampstart firedat отправлено времязапроса',
	],
	[
		'finished',
		'finishedat finished completedat endedat endtime end receivedat respondedat responsetimestamp responseat timestampend',
	],
	['generated', 'generatedat savedat writtenat recordedat capturedat createdat storedat'],
	['stamp', 'timestamp ts time datetime date at executedat testedat rundate runat timestamputc время дата'],
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

/** What a member of this name may be; none for names that mean nothing here. */
export function rolesOf(key: string): readonly MemberRole[] {
	return key.length > 60 ? [] : (rolesByName.get(plainKey(key)) ?? []);
}
