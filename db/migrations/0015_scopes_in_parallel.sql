-- Who is asking is a setting that every worker of a query is given: a question about very many people may use all cores.
ALTER FUNCTION scoped_subject() PARALLEL SAFE;
--> statement-breakpoint
ALTER FUNCTION scoped_organisation() PARALLEL SAFE;
--> statement-breakpoint
ALTER FUNCTION scoped_task() PARALLEL SAFE;
