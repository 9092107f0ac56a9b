/* rule_judge.c - the rules of a project at work on all that they are about. */
#include "sema/portfolio.h"
#include "sema/rule_choice.h"
#include "sema/rule_sort.h"

/* ---- rules ----------------------------------------------------------------------------------- */

enum { STEPS_TO_BEGIN = 8 /* that it takes to look whether a rule is on, and for its subjects */ };

/* What is judged, a project with its framework or a portfolio, and by which rule. */
struct round {
    struct rule_run run; /* `project` is NULL for a portfolio */
    struct rule_value whole;
    struct rule_store store;
    struct rule_readings read;
    struct arena scratch;
    long long steps_most; /* of a rule */
    const struct rule *rule;
    enum severity severity;
    enum rule_subject subject; /* of 必填 */
    long long steps;           /* that it began with */
};

static void start(struct round *round, const struct rule *rule)
{
    long long left = round->run.binder->rule_steps;
    round->steps = round->steps_most < left ? round->steps_most : left;
    round->run.steps = round->steps;
    round->rule = rule;
}

/* Whether the subject keeps the rule because a text has none of the words that it is about. */
static bool lacks_marks(struct rule_run *run, const struct rule_left *left, struct rule_row *row)
{
    unsigned slot = left->marked->slot;
    uint64_t marks = row->states[slot] == STATE_MARKED ? row->marks[slot]
                                                       : rule_marks_of(run, left->marked, row);
    return !(marks & left->marks);
}

static inline void judge(struct round *round, const struct rule_test *tests, int start)
{
    struct rule_run *run = &round->run;
    if (rule_tests_fail(run, tests, start) && run->steps > 0)
        report_rule(run, round->rule, round->severity);
}

/* Judges those that may fail a rule that was chosen. */
static void judge_suspects(struct round *round, size_t chosen)
{
    struct rule_run *run = &round->run;
    const struct rule_suspect *suspect = round->store.suspects[chosen].first;
    for (; suspect && run->steps > 0; suspect = suspect->next) {
        const struct rule_left *left = suspect->left;
        run->elements[0] = suspect->thing;
        run->steps--;
        if (left->marked && lacks_marks(run, left, suspect->thing->row))
            continue;
        if (!left->names || rule_names_one(run, left->names))
            judge(round, left->tests, left->start);
    }
}

/* Judges things by all that the rule asks, from this one on. */
static void judge_things(struct round *round, const struct rule_things *things, size_t first)
{
    struct rule_run *run = &round->run;
    for (size_t i = first; i < things->count && run->steps > 0; i++) {
        run->elements[0] = &things->items[i];
        run->steps--;
        judge(round, round->rule->tests, 0);
    }
}

/* Takes what the rule used off what the file has left; false if it was cut short. */
static bool finish(struct round *round)
{
    struct binder *b = round->run.binder;
    b->rule_steps -= round->steps - round->run.steps + STEPS_TO_BEGIN;
    if (b->rule_steps <= 0)
        diag_report(b->diags, DIAG_RULES_STOPPED, round->whole.span, DIAG_NONE);
    return round->run.steps > 0 || b->rule_steps <= 0;
}

/* Reports that the rule was cut short. */
static void report_not_judged(struct round *round)
{
    const struct diag_origin *origin = &round->rule->origin;
    diag_report(round->run.binder->diags, DIAG_RULE_NOT_JUDGED, round->whole.span,
                DIAG_TEXT(origin->code), DIAG_PHRASE(origin->title));
}

/* A rule that is not among the chosen ones, on all that it is about. */
static void run_rule(struct round *round, const struct rule *rule, enum severity severity)
{
    struct rule_things whole = {.items = &round->whole, .count = 1};
    const struct rule_things *things = &whole;
    if (severity == SEVERITY_OFF || round->run.binder->rule_steps <= 0)
        return;
    start(round, rule);
    round->severity = severity;
    if (rule->subject != SUBJECT_PROJECT && rule->subject != SUBJECT_PORTFOLIO)
        things = rule_things(&round->whole, rule->each);
    judge_things(round, things, 0);
    if (!finish(round))
        report_not_judged(round);
}

/* A chosen rule, on those that may fail it. */
static void run_suspected(struct round *round, size_t number)
{
    const struct chosen_rule *chosen = &round->store.chosen->rules[number];
    start(round, chosen->rule);
    round->severity = chosen->severity;
    judge_suspects(round, number);
    if (chosen->subject != SUBJECT_PROJECT) {
        const struct rule_things *things = &round->store.things[chosen->each];
        judge_things(round, things, chosen->subject == SUBJECT_TEXT ? things->count : things->rows);
    }
    if (!finish(round))
        report_not_judged(round);
}

/* Gathers the things, and who of them may fail which rule: any without a row, all. */
static void gather_things(struct round *round, const struct chosen_collection *collection)
{
    const struct chosen_rules *chosen = round->store.chosen;
    const struct rule_things *things = rule_things(&round->whole, collection->member);
    for (size_t i = 0; things->rows < things->count && i < chosen->count; i++) {
        if (chosen->rules[i].subject == collection->subject)
            rule_suspects_at(&round->store, i);
    }
}

static void gather(struct round *round)
{
    const struct chosen_rules *chosen = round->store.chosen;
    rule_things_suspect(&round->store, SUBJECT_PROJECT, &round->whole, 1);
    for (unsigned i = 0; i < chosen->collection_count; i++) {
        const struct chosen_collection *collection = &chosen->collections[i];
        if (collection->subject == SUBJECT_TEXT)
            rule_texts_suspect(&round->whole);
        else if (!chosen->is_idle[collection->subject])
            gather_things(round, collection);
    }
}

/* Takes off what it takes to see that so many rules are kept; false if no steps are left. */
static bool pass_kept(struct round *round, size_t count)
{
    struct binder *b = round->run.binder;
    if (b->rule_steps <= 0)
        return false;
    b->rule_steps -= STEPS_TO_BEGIN * (long long)count;
    if (b->rule_steps <= 0)
        diag_report(b->diags, DIAG_RULES_STOPPED, round->whole.span, DIAG_NONE);
    return b->rule_steps > 0;
}

/* The chosen rules, those only that somebody may fail. */
static void run_chosen(struct round *round)
{
    const struct rule_store *store = &round->store;
    size_t count = store->chosen->count, next = 0;
    for (size_t word = 0; word <= count / 64; word++) {
        for (uint64_t left = store->suspected[word]; left; left &= left - 1) {
            size_t number = 64 * word + (size_t)__builtin_ctzll(left);
            if (number >= count)
                break;
            if (!pass_kept(round, number - next))
                return;
            run_suspected(round, number);
            next = number + 1;
        }
    }
    pass_kept(round, count - next);
}

/* ---- frameworks ------------------------------------------------------------------------------ */

/*
 * Gathers what is missing of one thing, by all that its framework and those below it require. A field
 * is named once; how much it matters says the framework nearest to the project, and whether at all.
 */
static void judge_required(struct round *round, const struct rule_value *subject)
{
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
                if (r->severity != SEVERITY_OFF)
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
}

static void run_required(struct round *round)
{
    struct binder *b = round->run.binder;
    if (b->rule_steps <= 0)
        return;
    start(round, round->store.chosen->required);
    for (enum rule_subject subject = 0; subject < SUBJECT_NONE; subject++) {
        const struct required_fields *required = &round->store.chosen->required_of[subject];
        struct rule_things whole = {.items = &round->whole, .count = 1};
        const struct rule_things *things = &whole;
        if (!required->is_any)
            continue;
        if (subject != SUBJECT_PROJECT)
            things = rule_things(&round->whole, rule_each_member(subject));
        round->subject = subject;
        for (size_t i = 0; i < things->count && round->run.steps > 0; i++) {
            round->run.steps--;
            if (!required_is_filled(required, &things->items[i]))
                judge_required(round, &things->items[i]);
        }
    }
    if (!finish(round))
        report_not_judged(round);
}

/* Those of the rules that are about what is judged. */
static void run_rules(struct round *round, const struct rule *rules)
{
    const struct project *project = round->run.project;
    for (const struct rule *rule = rules; rule; rule = rule->next) {
        if (rule->subject == SUBJECT_NONE || (rule->subject == SUBJECT_PORTFOLIO) == !!project)
            continue;
        enum severity severity = severity_chosen(
            round->run.binder->settings, project ? project->framework : NULL, rule, rule->severity);
        run_rule(round, rule, severity);
    }
}

/* A round about something of so many bytes. */
static void begin(struct round *round, struct binder *b, long long bytes)
{
    round->run.binder = b;
    round->run.scratch = &round->scratch;
    round->run.read = &round->read;
    round->run.elements[RULE_OF_PROJECT] = &round->whole;
    round->scratch.out_of_memory = b->arena->out_of_memory;
    round->whole.kind = RULE_OBJECT;
    round->steps_most = RULE_STEPS_FREE + RULE_STEPS_PER_BYTE * bytes;
    if (b->settings && b->settings->limits)
        round->steps_most = b->settings->limits->rule;
}

void rules_run(struct binder *b, const struct rule *own, const struct project *project)
{
    struct round round = {.run = {.project = project},
                          .store = {.arena = b->arena, .slots = b->library->slots}};
    if (!project->framework)
        return;
    begin(&round, b, project->span.end - project->span.start);
    round.whole.span = project->name_span;
    round.whole.object = round.whole.project = project;
    struct chosen_rules *chosen = rules_chosen(b, project->framework);
    round.store.run = &round.run;
    round.store.chosen = chosen;
    size_t count = chosen->count + b->library->slots->search_count;
    round.store.suspects = arena_bytes(b->arena, (count + 1) * sizeof *round.store.suspects);
    round.store.suspected = ARENA_ARRAY(b->arena, uint64_t, count / 64 + 1);
    gather(&round);
    run_chosen(&round);
    if (chosen->required)
        run_required(&round);
    run_rules(&round, own);
    arena_free(&round.scratch);
}

void rules_run_portfolio(struct binder *b, const struct rule *own,
                         const struct portfolio *portfolio)
{
    struct round round = {.severity = SEVERITY_OFF};
    long long bytes = 0;
    for (size_t i = 0; i < portfolio->count; i++) {
        const struct project *project = portfolio->projects[i].project;
        bytes += project->span.end - project->span.start;
    }
    begin(&round, b, bytes);
    round.whole.span = portfolio->name_span;
    round.whole.object = portfolio;
    b->rule_steps += RULE_STEPS_FILE + RULE_STEPS_FILE_BYTE * bytes;
    run_rules(&round, b->library->rules);
    run_rules(&round, own);
    arena_free(&round.scratch);
}
