-- That a token was issued or a stream tried out is worth remembering for a while; that a revocation arrived, always.
CREATE POLICY forget ON outbox FOR DELETE USING ((SELECT scoped_task()) = 'events'
  AND type IN ('consent-token-issued', 'verification'));
--> statement-breakpoint
CREATE INDEX event_deliveries_forgettable ON event_deliveries (acknowledged_at)
  WHERE acknowledged_at IS NOT NULL AND type IN ('consent-token-issued', 'verification');
