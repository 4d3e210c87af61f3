/** A small catalog file that is right; tests break it in one place. */
export const sampleCatalog = `name: sample
title: Sample API
servers:
  main:
    path: /api/
    token: SAMPLE_TOKEN
profiles:
  staging:
    kind: test
    base_url: https://staging.example.com
    hosts: [other.example.com:8443]
    variables:
      event_id: '77'
variables:
  event_id: '12'
  ticket_id:
    example: 'T"1'
    description: a ticket
masks:
  client_email: email
sections:
  - id: '1'
    title: Events
    server: main
    endpoints:
      - id: '1.1'
        title: One event
        method: GET
        path: events/{event_id}
        path_parameters:
          event_id: '{{event_id}}'
        expect:
          body:
            - path: $.data.id
              type: number
      - id: '1.2'
        title: Update a ticket
        artifact: test_1_2_update
        method: POST
        path: tickets/{event_id}/{ticket_id}
        path_parameters:
          event_id: '{{event_id}}'
          ticket_id: '{{ticket_id}}'
        headers:
          X-Trace: trace
        body: |
          {
            "id": "{{ticket_id}}",
            "event": {{event_id}}
          }
        captures:
          ticket_id: $.result.id
        variants:
          claimed:
            note: as somebody claimed
            method: DELETE
            path: tickets/{ticket_id}
            body: null
stages:
  smoke:
    tests: ['1.2', '1.1']
`;

/** The sample with one piece replaced; the piece must be there. */
export function brokenSample(piece: string, replacement: string): string {
	if (!sampleCatalog.includes(piece)) {
		throw new Error(`The sample has no ${JSON.stringify(piece)}.`);
	}

	return sampleCatalog.replace(piece, () => replacement);
}
