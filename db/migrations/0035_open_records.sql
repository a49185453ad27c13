-- Opens records for people of whom there is none yet, each with what one paper said as the first thing in it. Of so many
-- people at once no single one can be in scope; so it opens what nobody has, for the hospital in scope and its own
-- enrolments alone, and only as that hospital's, from paper. It says for which enrolments it did.
CREATE FUNCTION open_records(records jsonb) RETURNS SETOF uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  hospital uuid := scoped_organisation();
  free uuid[];
BEGIN
  IF EXISTS (SELECT FROM jsonb_to_recordset(records) AS one(type text) WHERE type NOT IN ('consent-given', 'consent-refused')) THEN
    RAISE EXCEPTION 'a record begins with a yes or a no' USING ERRCODE = 'restrict_violation';
  END IF;
  free := ARRAY(
    SELECT id FROM enrolments
    WHERE organisation_id = hospital AND contributor_id IS NULL AND retired_at IS NULL
      AND id IN (SELECT enrolment FROM jsonb_to_recordset(records) AS one(enrolment uuid))
    ORDER BY id FOR UPDATE);

  INSERT INTO contributors (id, language, created_at, wrapped_key, event_sequence, last_event_hash, last_recorded_at)
  SELECT contributor, language, created_at, decode(wrapped_key, 'hex'), 1, decode(hash, 'hex'), recorded_at
  FROM jsonb_to_recordset(records) AS one(enrolment uuid, contributor uuid, language text, created_at timestamptz,
    wrapped_key text, hash text, recorded_at timestamptz)
  WHERE enrolment = ANY (free);

  UPDATE enrolments SET contributor_id = contributor
  FROM jsonb_to_recordset(records) AS one(enrolment uuid, contributor uuid)
  WHERE enrolments.id = enrolment AND enrolment = ANY (free);

  INSERT INTO consent_events (id, contributor_id, sequence, type, programme_id, form_id, language, snapshot_hash,
    actor_kind, actor_id, actor_how, effective_from, recorded_at, payload, payload_commitment, hash)
  SELECT event, contributor, 1, type, programme, form, shown_in, decode(snapshot_hash, 'hex'),
    'organisation', hospital::text, 'paper', effective_from, recorded_at, decode(payload, 'hex'),
    decode(payload_commitment, 'hex'), decode(hash, 'hex')
  FROM jsonb_to_recordset(records) AS one(enrolment uuid, contributor uuid, event uuid, type text, programme text,
    form text, shown_in text, snapshot_hash text, effective_from timestamptz, recorded_at timestamptz, payload text,
    payload_commitment text, hash text)
  WHERE enrolment = ANY (free);

  INSERT INTO consents (contributor_id, programme_id, state, form_id, choices, decided_at, expires_at, event_id)
  SELECT contributor, programme, CASE type WHEN 'consent-given' THEN 'given' ELSE 'refused' END, form, choices,
    recorded_at, expires_at, event
  FROM jsonb_to_recordset(records) AS one(enrolment uuid, contributor uuid, event uuid, type text, programme text,
    form text, choices jsonb, expires_at timestamptz, recorded_at timestamptz)
  WHERE enrolment = ANY (free);

  RETURN QUERY SELECT unnest(free);
END $$;
