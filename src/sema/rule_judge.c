/* rule_judge.c - the rules of a project at work on all that they are about. */
#include "sema/portfolio.h"
#include "sema/rule_choice.h"
#include "sema/rule_slot.h"

/* ---- rules ----------------------------------------------------------------------------------- */

enum { STEPS_TO_BEGIN = 8 /* that it takes to look whether a rule is on, and for its subjects */ };

/* One rule over all its subjects. */
struct round {
    struct rule_run run;
    const struct rule *rule;
    enum severity severity;
    enum rule_subject subject; /* of 必填 */
    long long steps;           /* that it began with */
};

static bool judge(void *context, const struct rule_value *subject)
{
    struct round *round = context;
    struct rule_run *run = &round->run;
    const struct rule *rule = round->rule;
    run->elements[0] = subject;
    run->steps--;
    if (rule_tests_fail(run, rule->tests) && run->steps > 0)
        report_rule(run, rule, round->severity);
    return run->steps > 0;
}

/* What a round is about: a project with its framework, or a portfolio (`project` is NULL). */
struct judging {
    struct binder *binder;
    struct arena *scratch;
    const struct project *project;
    struct rule_value whole;
    long long bytes; /* which the steps allowed are in proportion to */
    struct rule_store store;
    struct rule_readings *read;
};

static void start(struct round *round, const struct judging *judging, const struct rule *rule)
{
    struct binder *b = judging->binder;
    round->run.binder = b;
    round->run.project = judging->project;
    round->run.scratch = judging->scratch;
    round->run.scratch_users = 0;
    round->run.read = judging->read;
    round->run.whole = &judging->whole;
    round->run.steps = RULE_STEPS_FREE + RULE_STEPS_PER_BYTE * judging->bytes;
    if (round->run.steps > b->rule_steps)
        round->run.steps = b->rule_steps;
    round->steps = round->run.steps;
    round->rule = rule;
}

/* Hands each of the project's things of a subject to `visit`. */
static void visit_subjects(struct round *round, enum rule_subject subject, enum rule_member each,
                           rule_visit *visit)
{
    const struct rule_value *whole = round->run.whole;
    if (subject == SUBJECT_PROJECT || subject == SUBJECT_PORTFOLIO) {
        visit(round, whole);
        return;
    }
    const struct rule_things *things = rule_things(whole, each);
    for (size_t i = 0; i < things->count && visit(round, &things->items[i]); i++)
        continue;
}

/* Takes what the rule used off what the file has left; false if it was cut short. */
static bool finish(struct round *round)
{
    struct binder *b = round->run.binder;
    b->rule_steps -= round->steps - round->run.steps + STEPS_TO_BEGIN;
    if (b->rule_steps <= 0)
        diag_report(b->diags, DIAG_RULES_STOPPED, round->run.whole->span, DIAG_NONE);
    return round->run.steps > 0 || b->rule_steps <= 0;
}

static void run_rule(const struct judging *judging, const struct rule *rule, enum severity severity)
{
    struct round round;
    struct binder *b = judging->binder;
    if (severity == SEVERITY_OFF || b->rule_steps <= 0)
        return;
    start(&round, judging, rule);
    round.severity = severity;
    visit_subjects(&round, rule->subject, rule->each, judge);
    if (!finish(&round))
        diag_report(b->diags, DIAG_RULE_NOT_JUDGED, judging->whole.span,
                    DIAG_TEXT(rule->origin.code), DIAG_PHRASE(rule->origin.title));
}

/* ---- frameworks ------------------------------------------------------------------------------ */

/*
 * Gathers what is missing of one thing, by all that its framework and those below it require. A field
 * is named once; how much it matters says the framework nearest to the project.
 */
static bool judge_required(void *context, const struct rule_value *subject)
{
    struct round *round = context;
    struct rule_run *run = &round->run;
    struct arena *a = run->binder->arena;
    struct bilingual missing = {{0}, {0}};
    struct map told = {0};
    enum severity worst = SEVERITY_OFF;
    run->elements[0] = subject;
    for (const struct framework *f = run->project->framework; f; f = f->base) {
        for (const struct rule_required *r = f->rules ? f->rules->required[round->subject] : NULL;
             r; r = r->next) {
            if ((r->when && rule_truth(run, r->when) != TRUTH_TRUE) ||
                rule_has(run, r->field) != TRUTH_FALSE)
                continue;
            struct bilingual name = rule_term_text(a, r->field);
            const struct framework *nearer = map_get(&told, name.chinese);
            if (!nearer) {
                map_put(&told, a, name.chinese, f);
                bilingual_add(a, &missing, name);
            }
            if (!nearer || nearer == f)
                worst = r->severity > worst ? r->severity : worst;
        }
    }
    if (worst != SEVERITY_OFF && run->steps > 0)
        worst = severity_chosen(run->binder->settings, run->project->framework, round->rule, worst);
    if (worst != SEVERITY_OFF && run->steps > 0)
        report_required(run, round->rule, worst, missing);
    return run->steps > 0;
}

static void run_required(const struct judging *judging)
{
    struct round round;
    struct binder *b = judging->binder;
    if (b->rule_steps <= 0)
        return;
    start(&round, judging, required_rule(b->library));
    for (enum rule_subject subject = 0; subject < SUBJECT_NONE; subject++) {
        const struct framework *f = judging->project->framework;
        while (f && !(f->rules && f->rules->required[subject]))
            f = f->base;
        round.subject = subject;
        if (f)
            visit_subjects(&round, subject, rule_each_member(subject), judge_required);
    }
    finish(&round);
}

/* Those of the rules that are about what is judged. */
static void run_rules(const struct judging *judging, const struct rule *rules)
{
    const struct project *project = judging->project;
    for (const struct rule *rule = rules; rule; rule = rule->next) {
        if (rule->subject == SUBJECT_NONE || (rule->subject == SUBJECT_PORTFOLIO) == !!project)
            continue;
        run_rule(judging, rule,
                 severity_chosen(judging->binder->settings, project ? project->framework : NULL,
                                 rule, rule->severity));
    }
}

void rules_run(struct binder *b, const struct rule *own, const struct project *project)
{
    struct arena scratch = ARENA_INIT;
    struct judging judging = {.binder = b,
                              .scratch = &scratch,
                              .project = project,
                              .whole = {.kind = RULE_OBJECT},
                              .bytes = project->span.end - project->span.start,
                              .store = {.arena = b->arena, .slots = b->library->slots}};
    if (!project->framework)
        return;
    struct rule_readings read = {.count = 0};
    judging.read = &read;
    scratch.out_of_memory = b->arena->out_of_memory;
    judging.whole.span = project->name_span;
    judging.whole.object = judging.whole.project = project;
    judging.whole.row = rule_rows_new(&judging.store, SUBJECT_PROJECT, 1);
    const struct chosen_rules *chosen = rules_chosen(b, project->framework);
    for (size_t i = 0; i < chosen->count; i++)
        run_rule(&judging, chosen->rules[i].rule, chosen->rules[i].severity);
    if (chosen->required)
        run_required(&judging);
    run_rules(&judging, own);
    arena_free(&scratch);
}

void rules_run_portfolio(struct binder *b, const struct rule *own,
                         const struct portfolio *portfolio)
{
    struct arena scratch = ARENA_INIT;
    struct judging judging = {.binder = b, .scratch = &scratch, .whole = {.kind = RULE_OBJECT}};
    struct rule_readings read = {.count = 0};
    judging.read = &read;
    scratch.out_of_memory = b->arena->out_of_memory;
    judging.whole.span = portfolio->name_span;
    judging.whole.object = portfolio;
    for (size_t i = 0; i < portfolio->count; i++) {
        const struct project *project = portfolio->projects[i].project;
        judging.bytes += project->span.end - project->span.start;
    }
    b->rule_steps += RULE_STEPS_FILE + RULE_STEPS_FILE_BYTE * judging.bytes;
    run_rules(&judging, b->library->rules);
    run_rules(&judging, own);
    arena_free(&scratch);
}
