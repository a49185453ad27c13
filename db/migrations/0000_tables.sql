CREATE TABLE "altruism_preferences" (
	"contributor_id" uuid PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"choices" jsonb NOT NULL,
	"event_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consent_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contributor_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"type" text NOT NULL,
	"programme_id" text,
	"data_use_id" text,
	"form_id" text,
	"language" text,
	"snapshot_hash" "bytea",
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_how" text NOT NULL,
	"effective_from" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"payload" "bytea" NOT NULL,
	"payload_commitment" "bytea" NOT NULL,
	"previous_hash" "bytea",
	"hash" "bytea" NOT NULL,
	CONSTRAINT "consent_events_contributorId_sequence_unique" UNIQUE("contributor_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"contributor_id" uuid NOT NULL,
	"programme_id" text NOT NULL,
	"state" text NOT NULL,
	"form_id" text,
	"choices" jsonb,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"event_id" uuid NOT NULL,
	CONSTRAINT "consents_contributor_id_programme_id_pk" PRIMARY KEY("contributor_id","programme_id")
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"contributor_id" uuid NOT NULL,
	"programme_id" text NOT NULL,
	"form_id" text NOT NULL,
	"answers" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "drafts_contributor_id_programme_id_pk" PRIMARY KEY("contributor_id","programme_id")
);
--> statement-breakpoint
CREATE TABLE "objections" (
	"contributor_id" uuid NOT NULL,
	"country" text NOT NULL,
	"objected_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "objections_contributor_id_country_pk" PRIMARY KEY("contributor_id","country")
);
--> statement-breakpoint
CREATE TABLE "use_answers" (
	"contributor_id" uuid NOT NULL,
	"data_use_id" text NOT NULL,
	"answer" text NOT NULL,
	CONSTRAINT "use_answers_contributor_id_data_use_id_pk" PRIMARY KEY("contributor_id","data_use_id")
);
--> statement-breakpoint
CREATE TABLE "contributors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"language" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"wrapped_key" "bytea",
	"event_sequence" integer DEFAULT 0 NOT NULL,
	"last_event_hash" "bytea",
	"last_recorded_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contributor_id" uuid NOT NULL,
	"lookup" "bytea" NOT NULL,
	"pin_hash" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"last_try_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "credentials_lookup_unique" UNIQUE("lookup")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id_hash" "bytea" PRIMARY KEY NOT NULL,
	"contributor_id" uuid,
	"staff_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"authenticated_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"shared_device" boolean DEFAULT false NOT NULL,
	"shown_once" "bytea"
);
--> statement-breakpoint
CREATE TABLE "enrolments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"pseudonym" text NOT NULL,
	"contributor_id" uuid,
	"language" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"claimed_at" timestamp (3) with time zone,
	CONSTRAINT "enrolments_organisationId_pseudonym_unique" UNIQUE("organisation_id","pseudonym")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"selector" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"birth_date_hash" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"claimed_by" uuid,
	"used_at" timestamp (3) with time zone,
	"voided_at" timestamp (3) with time zone,
	CONSTRAINT "invitations_selector_unique" UNIQUE("selector")
);
--> statement-breakpoint
CREATE TABLE "impact_data_uses" (
	"summary_id" uuid NOT NULL,
	"data_use_id" text NOT NULL,
	CONSTRAINT "impact_data_uses_summary_id_data_use_id_pk" PRIMARY KEY("summary_id","data_use_id")
);
--> statement-breakpoint
CREATE TABLE "impact_summaries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"programme_id" text NOT NULL,
	"status" text NOT NULL,
	"author_id" uuid NOT NULL,
	"publisher_id" uuid,
	"figure" jsonb NOT NULL,
	"words" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone,
	"corrected_at" timestamp (3) with time zone,
	CONSTRAINT "impact_summaries_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "access_tokens" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"node_id" uuid NOT NULL,
	"scopes" text[] NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "client_assertions" (
	"issuer" text NOT NULL,
	"jti" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "client_assertions_issuer_jti_pk" PRIMARY KEY("issuer","jti")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"node_id" uuid NOT NULL,
	"key" text NOT NULL,
	"body_hash" "bytea" NOT NULL,
	"status" integer,
	"response" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_node_id_key_pk" PRIMARY KEY("node_id","key")
);
--> statement-breakpoint
CREATE TABLE "node_programmes" (
	"node_id" uuid NOT NULL,
	"programme_id" text NOT NULL,
	CONSTRAINT "node_programmes_node_id_programme_id_pk" PRIMARY KEY("node_id","programme_id")
);
--> statement-breakpoint
CREATE TABLE "nodes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"status" text NOT NULL,
	"jwks" jsonb NOT NULL,
	"scopes" text[] NOT NULL,
	"token_cursor" bigint DEFAULT 0 NOT NULL,
	"usage_sequence" integer DEFAULT 0 NOT NULL,
	"last_sync_at" timestamp (3) with time zone,
	CONSTRAINT "nodes_clientId_unique" UNIQUE("client_id")
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"country" text NOT NULL,
	CONSTRAINT "organisations_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "form_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"programme_id" text NOT NULL,
	"version" text NOT NULL,
	"valid_years" integer NOT NULL,
	"questions" jsonb NOT NULL,
	"words" jsonb NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "programmes" (
	"id" text PRIMARY KEY NOT NULL,
	"details" jsonb NOT NULL,
	"token_days" integer NOT NULL,
	"suppression_threshold" integer DEFAULT 10 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "superseded_forms" (
	"form_id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"action" text NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"password_hash" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"last_try_at" timestamp (3) with time zone,
	"disabled_at" timestamp (3) with time zone,
	CONSTRAINT "staff_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "staff_roles" (
	"staff_id" uuid NOT NULL,
	"role" text NOT NULL,
	"programme_id" text,
	"organisation_id" uuid
);
--> statement-breakpoint
CREATE TABLE "consent_tokens" (
	"jti" uuid PRIMARY KEY NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"contributor_id" uuid NOT NULL,
	"node_id" uuid NOT NULL,
	"basis" text NOT NULL,
	"target" text NOT NULL,
	"claim_hash" "bytea" NOT NULL,
	"status_list_id" text NOT NULL,
	"status_index" integer NOT NULL,
	"state" text NOT NULL,
	"planned_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"cursor" bigint,
	"compact" text,
	CONSTRAINT "consent_tokens_statusListId_statusIndex_unique" UNIQUE("status_list_id","status_index")
);
--> statement-breakpoint
CREATE TABLE "keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"active_from" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"organisation_id" uuid,
	"node_id" uuid,
	"payload" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"delivered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "status_lists" (
	"id" text PRIMARY KEY NOT NULL,
	"size" integer NOT NULL,
	"revision" bigint DEFAULT 0 NOT NULL,
	"published_revision" bigint DEFAULT -1 NOT NULL,
	"jwt" text,
	"published_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "data_uses" (
	"id" text PRIMARY KEY NOT NULL,
	"programme_id" text NOT NULL,
	"legal_basis" text NOT NULL,
	"status" text NOT NULL,
	"purpose" text NOT NULL,
	"recipient" text NOT NULL,
	"region" text NOT NULL,
	"data" text[] NOT NULL,
	"organisation" text NOT NULL,
	"tool" jsonb NOT NULL,
	"approval_reference" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"words" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"node_id" uuid NOT NULL,
	"jti" text NOT NULL,
	"sequence" integer NOT NULL,
	"data_use_id" text NOT NULL,
	"operation" text NOT NULL,
	"tool_name" text NOT NULL,
	"tool_version" text NOT NULL,
	"outcome" text NOT NULL,
	"booking" text NOT NULL,
	"dispute" text,
	"unknown_subjects" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"jws" text NOT NULL,
	CONSTRAINT "usage_reports_nodeId_jti_unique" UNIQUE("node_id","jti"),
	CONSTRAINT "usage_reports_nodeId_sequence_unique" UNIQUE("node_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "usage_subjects" (
	"report_id" uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"contributor_id" uuid NOT NULL,
	"covered" boolean NOT NULL,
	CONSTRAINT "usage_subjects_report_id_enrolment_id_pk" PRIMARY KEY("report_id","enrolment_id")
);
--> statement-breakpoint
ALTER TABLE "altruism_preferences" ADD CONSTRAINT "altruism_preferences_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_events" ADD CONSTRAINT "consent_events_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_form_id_form_versions_id_fk" FOREIGN KEY ("form_id") REFERENCES "public"."form_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "use_answers" ADD CONSTRAINT "use_answers_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "use_answers" ADD CONSTRAINT "use_answers_data_use_id_data_uses_id_fk" FOREIGN KEY ("data_use_id") REFERENCES "public"."data_uses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_enrolment_id_enrolments_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "impact_data_uses" ADD CONSTRAINT "impact_data_uses_summary_id_impact_summaries_id_fk" FOREIGN KEY ("summary_id") REFERENCES "public"."impact_summaries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "impact_data_uses" ADD CONSTRAINT "impact_data_uses_data_use_id_data_uses_id_fk" FOREIGN KEY ("data_use_id") REFERENCES "public"."data_uses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "impact_summaries" ADD CONSTRAINT "impact_summaries_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "impact_summaries" ADD CONSTRAINT "impact_summaries_author_id_staff_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "impact_summaries" ADD CONSTRAINT "impact_summaries_publisher_id_staff_id_fk" FOREIGN KEY ("publisher_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_tokens" ADD CONSTRAINT "access_tokens_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node_programmes" ADD CONSTRAINT "node_programmes_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node_programmes" ADD CONSTRAINT "node_programmes_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nodes" ADD CONSTRAINT "nodes_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "form_versions" ADD CONSTRAINT "form_versions_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "superseded_forms" ADD CONSTRAINT "superseded_forms_form_id_form_versions_id_fk" FOREIGN KEY ("form_id") REFERENCES "public"."form_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_roles" ADD CONSTRAINT "staff_roles_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_roles" ADD CONSTRAINT "staff_roles_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_roles" ADD CONSTRAINT "staff_roles_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_tokens" ADD CONSTRAINT "consent_tokens_enrolment_id_enrolments_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_tokens" ADD CONSTRAINT "consent_tokens_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_tokens" ADD CONSTRAINT "consent_tokens_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_tokens" ADD CONSTRAINT "consent_tokens_status_list_id_status_lists_id_fk" FOREIGN KEY ("status_list_id") REFERENCES "public"."status_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_uses" ADD CONSTRAINT "data_uses_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_reports" ADD CONSTRAINT "usage_reports_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_subjects" ADD CONSTRAINT "usage_subjects_report_id_usage_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."usage_reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_subjects" ADD CONSTRAINT "usage_subjects_enrolment_id_enrolments_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_subjects" ADD CONSTRAINT "usage_subjects_contributor_id_contributors_id_fk" FOREIGN KEY ("contributor_id") REFERENCES "public"."contributors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consents_programme_id_index" ON "consents" USING btree ("programme_id");--> statement-breakpoint
CREATE INDEX "credentials_contributor_id_index" ON "credentials" USING btree ("contributor_id");--> statement-breakpoint
CREATE INDEX "sessions_contributor_id_index" ON "sessions" USING btree ("contributor_id");--> statement-breakpoint
CREATE INDEX "sessions_staff_id_index" ON "sessions" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "enrolments_contributor_id_index" ON "enrolments" USING btree ("contributor_id");--> statement-breakpoint
CREATE INDEX "invitations_enrolment_id_index" ON "invitations" USING btree ("enrolment_id");--> statement-breakpoint
CREATE INDEX "access_tokens_expires_at_index" ON "access_tokens" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "client_assertions_expires_at_index" ON "client_assertions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "audit_at_index" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_roles_once" ON "staff_roles" USING btree ("staff_id","role","programme_id","organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "consent_tokens_one_live" ON "consent_tokens" USING btree ("enrolment_id","node_id","basis","target") WHERE state in ('planned', 'issued');--> statement-breakpoint
CREATE INDEX "consent_tokens_contributor_id_index" ON "consent_tokens" USING btree ("contributor_id");--> statement-breakpoint
CREATE INDEX "consent_tokens_node_id_cursor_index" ON "consent_tokens" USING btree ("node_id","cursor");--> statement-breakpoint
CREATE INDEX "consent_tokens_revoked" ON "consent_tokens" USING btree ("status_list_id") WHERE revoked_at is not null;--> statement-breakpoint
CREATE INDEX "consent_tokens_planned" ON "consent_tokens" USING btree ("planned_at") WHERE state = 'planned';--> statement-breakpoint
CREATE INDEX "outbox_organisation_id_id_index" ON "outbox" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE INDEX "outbox_node_id_id_index" ON "outbox" USING btree ("node_id","id");--> statement-breakpoint
CREATE INDEX "usage_reports_data_use_id_index" ON "usage_reports" USING btree ("data_use_id");--> statement-breakpoint
CREATE INDEX "usage_subjects_contributor_id_index" ON "usage_subjects" USING btree ("contributor_id");