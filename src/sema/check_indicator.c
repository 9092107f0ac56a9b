/* check_indicator.c - indicators held against the indicator library. */
#include "sema/bind.h"

/* “人次、人数、日期” */
static struct bilingual wanted_phrase(struct binder *b, const struct known_indicator *known)
{
    struct bilingual list = {{0}, {0}};
    for (unsigned i = 0; i < known->unit_count; i++)
        bilingual_add(b->arena, &list, known->units[i]->name);
    struct bilingual kinds = accepted_phrase(b, &known->takes);
    if (kinds.chinese.len)
        bilingual_add(b->arena, &list, kinds);
    return list;
}

/* “5 月 20 日前、11 月 20 日前”: more than one date, or one of every month, has no other form. */
static bool is_date_in_words(const struct value *value)
{
    bool has_digit = false;
    for (size_t i = 0; value->kind == VALUE_TEXT && i < value->text.len && !has_digit; i++)
        has_digit = value->text.ptr[i] >= '0' && value->text.ptr[i] <= '9';
    return has_digit;
}

static bool takes(const struct binder *b, const struct known_indicator *known,
                  const struct value *value)
{
    if (value->kind == VALUE_QUANTITY) {
        for (unsigned i = 0; i < known->unit_count; i++) {
            if (dimension_equal(&known->units[i]->dimension, &value->quantity.measure->dimension))
                return true;
        }
    }
    return category_accepts(b, &known->takes, value) ||
           ((known->takes.accepts & ACCEPTS_DATE) && is_date_in_words(value));
}

static void help_known(struct binder *b, struct diag *diag, const struct known_indicator *known)
{
    diag_help(b->diags, diag, NOTE_HELP_KNOWN, DIAG_TEXT(known->name.chinese));
}

/* False after reporting a target of the wrong kind: of a range, its first wrong end. */
static bool check_takes(struct binder *b, const struct known_indicator *known,
                        const struct target *target)
{
    const struct value *value = &target->low;
    if (takes(b, known, value))
        value = target->relation == AST_RANGE ? &target->high : NULL;
    if (!value || takes(b, known, value))
        return true;
    struct bilingual got = {value_text(b->arena, value, LANGUAGE_CHINESE),
                            value_text(b->arena, value, LANGUAGE_ENGLISH)};
    struct diag *diag =
        diag_report(b->diags, DIAG_KNOWN_KIND, value->span, DIAG_PHRASE(known->name),
                    DIAG_PHRASE(wanted_phrase(b, known)), DIAG_PHRASE(got));
    help_known(b, diag, known);
    return false;
}

static struct bilingual better_phrase(enum direction direction, bool is_date)
{
    if (direction == DIRECTION_HIGHER)
        return is_date ? (struct bilingual){STR("越晚越好"), STR("later is better")}
                       : (struct bilingual){STR("越大越好"), STR("more is better")};
    return is_date ? (struct bilingual){STR("越早越好"), STR("earlier is better")}
                   : (struct bilingual){STR("越小越好"), STR("less is better")};
}

/* More is better, and the target says 不超过; or the other way round. */
static void check_direction(struct binder *b, const struct known_indicator *known,
                            const struct target *target)
{
    bool is_most = target->relation == AST_LESS || target->relation == AST_LESS_EQUAL;
    bool is_least = target->relation == AST_GREATER || target->relation == AST_GREATER_EQUAL;
    bool is_wrong = (known->direction == DIRECTION_HIGHER && is_most) ||
                    (known->direction == DIRECTION_LOWER && is_least);
    if (!is_wrong)
        return;
    bool is_date = target->low.kind == VALUE_DATE || target->low.kind == VALUE_PERIOD;
    struct diag *diag =
        diag_report(b->diags, DIAG_KNOWN_DIRECTION, target->span, DIAG_PHRASE(known->name),
                    DIAG_PHRASE(better_phrase(known->direction, is_date)),
                    DIAG_TEXT(relation_text(target->relation)));
    help_known(b, diag, known);
}

static bool has_role(const struct known_indicator *known, const struct category *category)
{
    bool found = false;
    for (unsigned i = 0; category->role && i < known->role_count; i++)
        found |= known->roles[i] == category->role;
    return found;
}

/* The categories of the framework that the indicator belongs in: “产出指标·数量指标”. */
static struct bilingual homes_phrase(struct binder *b, const struct known_indicator *known)
{
    struct bilingual list = {{0}, {0}};
    for (const struct category *one = b->framework->categories; one; one = one->next) {
        if (has_role(known, one))
            bilingual_add(b->arena, &list, one->name);
        for (const struct category *two = one->children; two; two = two->next) {
            const struct str chinese[] = {one->name.chinese, STR("·"), two->name.chinese};
            const struct str english[] = {one->name.english, STR("."), two->name.english};
            if (has_role(known, two) && !has_role(known, one))
                bilingual_add(b->arena, &list,
                              (struct bilingual){arena_join(b->arena, chinese, 3),
                                                 arena_join(b->arena, english, 3)});
        }
    }
    return list;
}

static void check_category(struct binder *b, const struct known_indicator *known,
                           const struct indicator *indicator)
{
    if (known->role_count == 0 || has_role(known, indicator->level_two) ||
        has_role(known, indicator->level_one))
        return;
    struct bilingual homes = homes_phrase(b, known);
    if (homes.chinese.len == 0)
        return; /* this framework has no such category */
    struct diag *diag = diag_report(b->diags, DIAG_KNOWN_CATEGORY, indicator->span,
                                    DIAG_PHRASE(known->name), DIAG_PHRASE(homes));
    help_known(b, diag, known);
}

/* Where rules found something that counts: what they say of a place is not said again. */
static struct map gather_findings(struct binder *b, const struct diag *last)
{
    struct map places = {0};
    const struct diag *diag = last ? last->next : b->diags->first;
    for (; diag; diag = diag->next) {
        if (diag->origin && diag->severity != DIAG_HINT)
            map_put(&places, b->arena,
                    (struct str){(const char *)&diag->span.start, sizeof diag->span.start}, diag);
    }
    return places;
}

static bool is_told(const struct map *places, const struct span *span)
{
    return map_get(places, (struct str){(const char *)&span->start, sizeof span->start}) != NULL;
}

void check_known_indicators(struct binder *b, const struct project *project,
                            const struct diag *last)
{
    struct map places = gather_findings(b, last);
    for (const struct indicator *i = project->indicators; i; i = i->next) {
        if (!i->known || i->span.source != project->source)
            continue; /* one that was taken over is told of where it stands */
        if (!is_told(&places, &i->span))
            check_category(b, i->known, i);
        if (!is_told(&places, &i->target.span) && check_takes(b, i->known, &i->target))
            check_direction(b, i->known, &i->target);
    }
}
