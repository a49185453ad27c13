CREATE TABLE "event_deliveries" (
	"jti" uuid PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"event_id" uuid NOT NULL,
	"node_id" uuid NOT NULL,
	"type" text NOT NULL,
	"token_jti" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"refused_at" timestamp (3) with time zone,
	"error" jsonb,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp (3) with time zone,
	"dead_at" timestamp (3) with time zone,
	CONSTRAINT "event_deliveries_nodeId_eventId_unique" UNIQUE("node_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "event_streams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"node_id" uuid NOT NULL,
	"method" text NOT NULL,
	"endpoint_url" text,
	"authorization" "bytea",
	"events_requested" text[] NOT NULL,
	"description" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"verified_at" timestamp (3) with time zone,
	CONSTRAINT "event_streams_nodeId_unique" UNIQUE("node_id")
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "event_id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_eventId_unique" UNIQUE("event_id");--> statement-breakpoint
ALTER TABLE "event_deliveries" ADD CONSTRAINT "event_deliveries_event_id_outbox_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."outbox"("event_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_deliveries" ADD CONSTRAINT "event_deliveries_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_streams" ADD CONSTRAINT "event_streams_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_deliveries_pending" ON "event_deliveries" USING btree ("node_id","position") WHERE acknowledged_at is null and refused_at is null;--> statement-breakpoint
CREATE INDEX "event_deliveries_dead" ON "event_deliveries" USING btree ("created_at") WHERE dead_at is not null or refused_at is not null;--> statement-breakpoint
CREATE INDEX "event_deliveries_token_jti_index" ON "event_deliveries" USING btree ("token_jti");
--> statement-breakpoint
-- A delivery may be begun by whatever happens; it is seen by the node's hospital, by the worker that pushes, and by the
-- person whose token it is about, who is shown how far her change has travelled.
ALTER TABLE event_deliveries ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE event_deliveries FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON event_deliveries TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY told ON event_deliveries FOR INSERT WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY organisation ON event_deliveries USING (node_id IN
  (SELECT id FROM nodes WHERE organisation_id = (SELECT scoped_organisation())));
--> statement-breakpoint
CREATE POLICY subject ON event_deliveries FOR SELECT USING ((SELECT scoped_subject()) IS NOT NULL AND token_jti IN
  (SELECT jti FROM consent_tokens WHERE contributor_id = (SELECT scoped_subject())));
--> statement-breakpoint
CREATE POLICY task ON event_deliveries USING ((SELECT scoped_task()) = 'events');
--> statement-breakpoint
ALTER TABLE event_streams ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE event_streams FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON event_streams TO CURRENT_USER USING (true);
--> statement-breakpoint
CREATE POLICY organisation ON event_streams USING (node_id IN
  (SELECT id FROM nodes WHERE organisation_id = (SELECT scoped_organisation())));
--> statement-breakpoint
CREATE POLICY task ON event_streams USING ((SELECT scoped_task()) = 'events');
--> statement-breakpoint
CREATE POLICY task ON outbox FOR SELECT USING ((SELECT scoped_task()) = 'events');
--> statement-breakpoint
-- What is told to nobody in particular is told to everybody: that a key was taken back.
CREATE POLICY everybody ON outbox FOR SELECT USING (type = 'key-revoked' AND organisation_id IS NULL
  AND node_id IS NULL AND (SELECT scoped_organisation()) IS NOT NULL);
