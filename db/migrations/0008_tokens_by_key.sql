ALTER TABLE "consent_tokens" ADD COLUMN "kid" text;--> statement-breakpoint
CREATE INDEX "consent_tokens_live_by_target" ON "consent_tokens" USING btree ("target") WHERE state in ('planned', 'issued');--> statement-breakpoint
CREATE INDEX "consent_tokens_live_by_key" ON "consent_tokens" USING btree ("kid") WHERE state in ('planned', 'issued');--> statement-breakpoint
-- Which key signed what is alive, from the header of each (RFC 7515 §4.1.4); new tokens say it themselves.
UPDATE consent_tokens SET kid = convert_from(decode(rpad(translate(split_part(compact, '.', 1), '-_', '+/'),
  ((length(split_part(compact, '.', 1)) + 3) / 4) * 4, '='), 'base64'), 'utf8')::jsonb ->> 'kid'
  WHERE compact IS NOT NULL;
--> statement-breakpoint
-- What a key, a node, a data use or a form justified is taken back by a task that sees tokens, and who said yes on a form.
ALTER POLICY task ON consent_tokens USING ((SELECT scoped_task()) IN ('publish', 'sweep', 'revoke'));
--> statement-breakpoint
CREATE POLICY revokes ON consents FOR SELECT USING ((SELECT scoped_task()) = 'revoke');
