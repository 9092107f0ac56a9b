/* unit.c - kinds, units and scales by name; dimensions. */
#include "sema/unit.h"

#include "base/nearest.h"
#include "sema/unit_cache.h"

enum { EXPONENT_LIMIT = 9 };

/* A step under one of its spellings; behind it those of other scales that are spelled alike. */
struct spelled {
    const struct grade *grade;
    struct spelled *next, *last; /* `last`: of the first one, the end of the list */
};

void units_init(struct units *units, struct arena *a, const struct units *outer)
{
    *units = (struct units){.outer = outer, .arena = a};
    if (outer) {
        units->base_count = outer->base_count;
        units->money = outer->money;
        units->percent = outer->percent;
        units->permille = outer->permille;
        return;
    }
    units->percent = (struct measure){.name = {STR("%"), STR("%")}, .factor = {1, 100}};
    units->permille = (struct measure){.name = {STR("‰"), STR("‰")}, .factor = {1, 1000}};
}

/* ---- by name ------------------------------------------------------------------------------- */

const struct kind *units_find_kind(const struct units *units, struct str name)
{
    const struct kind *found = NULL;
    for (; units && !found; units = units->outer)
        found = map_get(&units->kind_names, name);
    return found;
}

const struct scale *units_find_scale(const struct units *units, struct str name)
{
    const struct scale *found = NULL;
    for (; units && !found; units = units->outer)
        found = map_get(&units->scale_names, name);
    return found;
}

unsigned units_find_grades(const struct units *units, struct str name, const struct grade **found,
                           unsigned most)
{
    unsigned count = 0;
    for (; units; units = units->outer) {
        const struct spelled *spelled = map_get(&units->grade_names, name);
        for (; spelled && count < most; spelled = spelled->next)
            found[count++] = spelled->grade;
    }
    return count;
}

const struct grade *units_find_grade(const struct units *units, struct str name)
{
    const struct grade *found;
    return units_find_grades(units, name, &found, 1) ? found : NULL;
}

const struct grade *scale_find_step(const struct scale *scale, struct str name)
{
    return map_get(&scale->steps, name);
}

const struct unit *units_find_unit(const struct units *units, struct str name)
{
    const struct unit *found = NULL;
    for (; units && !found; units = units->outer)
        found = map_get(&units->unit_names, name);
    return found;
}

/* Longer prefixes before those that they begin with. */
static const struct {
    const char *chinese, *english;
    int64_t factor;
} prefixes[] = {
    {"万亿", "trillion_", 1000000000000},
    {"百万", "million_", 1000000},
    {"千万", "ten_million_", 10000000},
    {"十万", "hundred_thousand_", 100000},
    {"亿", "hundred_million_", 100000000},
    {"万", "ten_thousand_", 10000},
    {"千", "thousand_", 1000},
    {"百", "hundred_", 100},
    {"十", "ten_", 10},
};

unsigned units_without_prefix(struct str name, struct str rests[UNIT_RESTS_LIMIT])
{
    unsigned count = 0;
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0] && count < UNIT_RESTS_LIMIT; i++) {
        struct str chinese = str_of(prefixes[i].chinese), english = str_of(prefixes[i].english);
        bool is_chinese = str_starts_with(name, chinese);
        if (is_chinese || str_starts_with(name, english))
            rests[count++] = str_part(name, is_chinese ? chinese.len : english.len, name.len);
    }
    return count;
}

bool units_is_own(const struct units *units, struct str name)
{
    struct str names[UNIT_RESTS_LIMIT + 1] = {name};
    unsigned count = 1 + units_without_prefix(name, names + 1);
    for (unsigned i = 0; i < count; i++) {
        for (const struct units *table = units; table->outer; table = table->outer) {
            if (map_get(&table->unit_names, names[i]))
                return true;
        }
    }
    return false;
}

/* The unit under a further spelling, which is kept for showing. */
static const struct measure *with_spelling(struct units *units, const struct unit *unit,
                                           struct str name)
{
    struct measure *measure = ARENA_NEW(units->arena, struct measure);
    *measure = unit->measure;
    measure->spelling = name;
    return measure;
}

static const struct measure *with_prefix(struct units *units, struct str name)
{
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        struct str chinese = str_of(prefixes[i].chinese), english = str_of(prefixes[i].english);
        bool is_chinese = str_starts_with(name, chinese);
        if (!is_chinese && !str_starts_with(name, english))
            continue;
        struct str rest = str_part(name, is_chinese ? chinese.len : english.len, name.len);
        const struct unit *unit = units_find_unit(units, rest);
        struct rational factor;
        if (!unit ||
            !rational_multiply(unit->measure.factor, rational_whole(prefixes[i].factor), &factor))
            continue;
        struct measure *measure = ARENA_NEW(units->arena, struct measure);
        *measure = unit->measure;
        measure->factor = factor;
        measure->name.chinese = arena_format(units->arena, "%" STR_FORMAT "%" STR_FORMAT,
                                             STR_ARG(chinese), STR_ARG(unit->measure.name.chinese));
        measure->name.english = arena_format(units->arena, "%" STR_FORMAT "%" STR_FORMAT,
                                             STR_ARG(english), STR_ARG(unit->measure.name.english));
        if (!str_equal(rest, unit->measure.name.chinese) &&
            !str_equal(rest, unit->measure.name.english))
            measure->spelling = name;
        return measure;
    }
    return NULL;
}

/* %, 百分比 or ‰; or NULL. */
static const struct measure *find_ratio(const struct units *units, struct str name)
{
    if (str_equal(name, STR("%")) || str_equal(name, STR("百分比")))
        return &units->percent;
    return str_equal(name, STR("‰")) ? &units->permille : NULL;
}

/* The measure of a name that is a unit's further spelling, or has a prefix. */
static const struct measure *find_further(struct units *units, const struct unit *unit,
                                          struct str name)
{
    const struct measure *measure = map_get(&units->measures, name);
    if (measure)
        return measure;
    measure = unit ? with_spelling(units, unit, name) : with_prefix(units, name);
    if (measure)
        map_put(&units->measures, units->arena, name, measure);
    return measure;
}

/* The measure of a name that is not kept. */
static const struct measure *find_measure(struct units *units, struct str name)
{
    const struct measure *ratio = find_ratio(units, name);
    if (ratio)
        return ratio;
    const struct unit *unit = units_find_unit(units, name);
    if (unit && (str_equal(name, unit->measure.name.chinese) ||
                 str_equal(name, unit->measure.name.english)))
        return &unit->measure;
    return find_further(units, unit, name);
}

const struct measure *units_find(struct units *units, struct str name)
{
    struct unit_cache *cache = units_cache(units);
    if (!cache || name.len == 0 || name.len > SHORT_NAME_LENGTH)
        return find_measure(units, name);
    struct short_name *kept = short_name_find(cache, name);
    if (kept->measure)
        return kept->measure;
    const struct measure *measure = find_measure(units, name);
    if (measure && measure->lasting == measure)
        kept->measure = measure;
    return measure;
}

/* ---- dimensions ---------------------------------------------------------------------------- */

const struct measure *measure_one(void)
{
    static const struct measure one = {.name = {{"", 0}, {"", 0}}, .factor = {1, 1}};
    return &one;
}

bool dimension_combine(const struct dimension *a, const struct dimension *b, int sign,
                       struct dimension *result)
{
    struct dimension combined = {0};
    unsigned i = 0, j = 0;
    while (i < a->count || j < b->count) {
        unsigned short base;
        int exponent = 0;
        if (j == b->count || (i < a->count && a->factors[i].base <= b->factors[j].base))
            base = a->factors[i].base;
        else
            base = b->factors[j].base;
        if (i < a->count && a->factors[i].base == base)
            exponent += a->factors[i++].exponent;
        if (j < b->count && b->factors[j].base == base)
            exponent += sign * b->factors[j++].exponent;
        if (exponent == 0)
            continue;
        if (combined.count == DIMENSION_LIMIT || exponent > EXPONENT_LIMIT ||
            exponent < -EXPONENT_LIMIT)
            return false;
        combined.factors[combined.count].base = base;
        combined.factors[combined.count++].exponent = (short)exponent;
    }
    *result = combined;
    return true;
}

static struct bilingual base_name(const struct units *units, unsigned base,
                                  const struct measure *const *named, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        const struct dimension *d = &named[i]->dimension;
        if (d->count == 1 && d->factors[0].base == base && d->factors[0].exponent == 1)
            return named[i]->name;
    }
    for (; units; units = units->outer) {
        for (const struct unit *unit = units->units; unit; unit = unit->next) {
            if (unit->is_base && unit->measure.dimension.factors[0].base == base)
                return unit->measure.name;
        }
    }
    return (struct bilingual){STR("?"), STR("?")};
}

struct naming {
    struct arena *arena;
    const struct units *units;
    const struct measure *const *named;
    unsigned count;
};

/* The factors with exponents of `sign`, joined by ·. */
static struct str side_name(const struct naming *n, const struct dimension *d, int sign,
                            enum language language)
{
    struct str text = {0};
    for (unsigned i = 0; i < d->count; i++) {
        int exponent = d->factors[i].exponent * sign;
        if (exponent <= 0)
            continue;
        struct bilingual base = base_name(n->units, d->factors[i].base, n->named, n->count);
        struct str name = bilingual_text(base, language);
        for (; exponent > 0; exponent--)
            text = text.len ? arena_format(n->arena, "%" STR_FORMAT "·%" STR_FORMAT, STR_ARG(text),
                                           STR_ARG(name))
                            : name;
    }
    return text;
}

struct bilingual dimension_name(struct arena *a, const struct units *units,
                                const struct dimension *d)
{
    return dimension_name_in(a, units, d, NULL, 0);
}

struct bilingual dimension_name_in(struct arena *a, const struct units *units,
                                   const struct dimension *d, const struct measure *const *named,
                                   unsigned count)
{
    struct naming n = {a, units, named, count};
    if (dimension_is_none(d))
        return (struct bilingual){STR("没有单位的数或比率"), STR("a plain number or a ratio")};
    struct bilingual name = {{0}, {0}};
    for (enum language language = LANGUAGE_CHINESE; language <= LANGUAGE_ENGLISH; language++) {
        struct str over = side_name(&n, d, 1, language);
        struct str under = side_name(&n, d, -1, language);
        struct str text = under.len == 0
                              ? over
                              : arena_format(a, "%" STR_FORMAT "/%" STR_FORMAT,
                                             STR_ARG(over.len ? over : STR("1")), STR_ARG(under));
        if (language == LANGUAGE_CHINESE)
            name.chinese = text;
        else
            name.english = text;
    }
    return name;
}

unsigned units_of_dimension(const struct units *units, const struct dimension *d,
                            const struct measure **found, unsigned most)
{
    unsigned count = 0;
    for (; units; units = units->outer) {
        for (const struct unit *unit = units->units; unit && count < most; unit = unit->next) {
            if (dimension_equal(&unit->measure.dimension, d))
                found[count++] = &unit->measure;
        }
    }
    return count;
}

/* ---- near misses --------------------------------------------------------------------------- */

/* Whether nothing but capitals makes the two differ: KG for kg. */
static bool is_other_case(struct str a, struct str b)
{
    bool same = a.len == b.len && a.len > 0;
    for (size_t i = 0; i < a.len && same; i++) {
        char x = a.ptr[i], y = b.ptr[i];
        same = x == y || (((x ^ y) == 0x20) && (x | 0x20) >= 'a' && (x | 0x20) <= 'z');
    }
    return same;
}

static struct str other_case(const struct units *units, struct str name)
{
    for (; units; units = units->outer) {
        for (const struct unit *unit = units->units; unit; unit = unit->next) {
            if (is_other_case(name, unit->measure.name.english))
                return unit->measure.name.english;
            for (unsigned i = 0; i < unit->spelling_count; i++) {
                if (is_other_case(name, unit->spellings[i].chinese))
                    return unit->spellings[i].chinese;
            }
        }
    }
    return (struct str){0};
}

/* Whether the two have nothing in common but a prefix: 万客 and 万元. */
static bool shares_prefix_alone(struct str written, struct str name)
{
    struct str rests[UNIT_RESTS_LIMIT];
    unsigned count = units_without_prefix(written, rests);
    for (unsigned i = 0; i < count; i++) {
        size_t prefix = written.len - rests[i].len;
        unsigned allowed = utf8_distance_allowed(rests[i]);
        if (rests[i].len && str_starts_with(name, str_part(written, 0, prefix)) &&
            utf8_distance(rests[i], str_part(name, prefix, name.len), allowed) > allowed)
            return true;
    }
    return false;
}

/* The unit of which this is the English plural, or empty: sessions, batches, people. */
static struct str singular(const struct units *units, struct str name)
{
    static const char *const endings[] = {"s", "es"};
    struct str people = STR("people"), person = STR("person");
    if (str_equal(name, people))
        return units_find_unit(units, person) ? person : (struct str){0};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (!str_ends_with(name, str_of(endings[i])))
            continue;
        struct str one = str_part(name, 0, name.len - strlen(endings[i]));
        if (units_find_unit(units, one))
            return one;
    }
    return (struct str){0};
}

/* As nearest_to; but in a short English word two slips make any other: pole of people. */
static struct nearest nearest_unit(struct str name)
{
    enum { SHORT = 6, ONE_SLIP = 2 /* as utf8_distance counts */ };
    struct nearest nearest = nearest_to(name);
    if (name.len && name.len <= SHORT && (unsigned char)name.ptr[0] < 0x80 &&
        nearest.distance > ONE_SLIP)
        nearest.distance = ONE_SLIP;
    return nearest;
}

struct str units_nearest(const struct units *units, struct str name)
{
    struct str other = other_case(units, name);
    if (!other.len)
        other = singular(units, name);
    struct nearest nearest = nearest_unit(name);
    for (; units && other.len == 0; units = units->outer) {
        for (const struct unit *unit = units->units; unit; unit = unit->next)
            nearest_try_both(&nearest, unit->measure.name.chinese, unit->measure.name.english);
    }
    struct str found = other.len ? other : nearest_name(&nearest);
    if (shares_prefix_alone(name, found))
        found.len = 0;
    return found;
}

struct str units_nearest_kind(const struct units *units, struct str name)
{
    struct nearest nearest = nearest_to(name);
    for (; units; units = units->outer) {
        for (const struct kind *kind = units->kinds; kind; kind = kind->next)
            nearest_try_both(&nearest, kind->name.chinese, kind->name.english);
    }
    return nearest_name(&nearest);
}

struct str units_nearest_scale(const struct units *units, struct str name)
{
    struct nearest nearest = nearest_to(name);
    for (; units; units = units->outer) {
        for (const struct scale *scale = units->scales; scale; scale = scale->next)
            nearest_try_both(&nearest, scale->name.chinese, scale->name.english);
    }
    return nearest_name(&nearest);
}

struct str units_nearest_grade(const struct units *units, struct str name)
{
    struct nearest nearest = nearest_to(name);
    for (; units; units = units->outer) {
        for (const struct scale *scale = units->scales; scale; scale = scale->next) {
            for (const struct grade *grade = scale->first; grade; grade = grade->next)
                nearest_try_both(&nearest, grade->name.chinese, grade->name.english);
        }
    }
    return nearest_name(&nearest);
}

bool units_may_search(const struct units *units, unsigned reports)
{
    enum { MOST_COMPARED = 1000000 };
    unsigned long long names = 0;
    for (; units; units = units->outer)
        names += units->kind_names.count + units->unit_names.count + units->scale_names.count +
                 units->grade_names.count;
    return names * reports <= MOST_COMPARED;
}

/* ---- declaring ----------------------------------------------------------------------------- */

void units_add_broken(struct units *units, struct str name)
{
    if (name.len)
        map_put(&units->broken, units->arena, name, units);
}

bool units_is_broken(const struct units *units, struct str name)
{
    struct str names[UNIT_RESTS_LIMIT + 1] = {name};
    unsigned count = 1 + units_without_prefix(name, names + 1);
    bool found = false;
    for (; units && !found; units = units->outer) {
        for (unsigned i = 0; i < count && units->broken.count && !found; i++)
            found = map_get(&units->broken, names[i]) != NULL;
    }
    return found;
}

bool units_add_kind(struct units *units, struct kind *kind)
{
    if (units_find_kind(units, kind->name.chinese) || units_find_kind(units, kind->name.english))
        return false;
    map_put(&units->kind_names, units->arena, kind->name.chinese, kind);
    map_put(&units->kind_names, units->arena, kind->name.english, kind);
    if (units->kinds_last)
        units->kinds_last->next = kind;
    else
        units->kinds = kind;
    units->kinds_last = kind;
    if (str_equal(kind->name.chinese, STR("货币")))
        units->money = kind;
    if (str_equal(kind->name.chinese, STR("比率")))
        units->percent.kind = units->permille.kind = kind;
    return true;
}

/* Puts `unit` under one of its spellings; false and `*other` if that is taken. */
static bool put_unit(struct units *units, struct unit *unit, struct str spelling,
                     const struct unit **other)
{
    if (spelling.len == 0)
        return true;
    const struct unit *before = units_find_unit(units, spelling);
    if (before && before != unit) {
        *other = before;
        return false;
    }
    map_put(&units->unit_names, units->arena, spelling, unit);
    return true;
}

bool units_add_unit(struct units *units, struct unit *unit, const struct unit **other)
{
    bool added = put_unit(units, unit, unit->measure.name.chinese, other) &&
                 put_unit(units, unit, unit->measure.name.english, other);
    for (unsigned i = 0; i < unit->spelling_count && added; i++)
        added = put_unit(units, unit, unit->spellings[i].chinese, other);
    if (!added)
        return false;
    if (!units->outer)
        unit->measure.lasting = &unit->measure;
    if (units->units_last)
        units->units_last->next = unit;
    else
        units->units = unit;
    units->units_last = unit;
    return true;
}

static void put_grade(struct units *units, struct scale *scale, const struct grade *grade,
                      struct str spelling)
{
    if (spelling.len == 0 || map_get(&scale->steps, spelling))
        return;
    map_put(&scale->steps, units->arena, spelling, grade);
    struct spelled *spelled = ARENA_NEW(units->arena, struct spelled);
    *spelled = (struct spelled){grade, NULL, spelled};
    struct spelled *first = (struct spelled *)map_get(&units->grade_names, spelling);
    if (!first) {
        map_put(&units->grade_names, units->arena, spelling, spelled);
        return;
    }
    first->last->next = spelled;
    first->last = spelled;
}

bool units_add_scale(struct units *units, struct scale *scale, const struct scale **other)
{
    const struct scale *before = units_find_scale(units, scale->name.chinese);
    if (!before)
        before = units_find_scale(units, scale->name.english);
    if (before) {
        *other = before;
        return false;
    }
    map_put(&units->scale_names, units->arena, scale->name.chinese, scale);
    map_put(&units->scale_names, units->arena, scale->name.english, scale);
    for (struct grade *grade = scale->first; grade; grade = grade->next) {
        put_grade(units, scale, grade, grade->name.chinese);
        put_grade(units, scale, grade, grade->name.english);
        for (unsigned i = 0; i < grade->spelling_count; i++)
            put_grade(units, scale, grade, grade->spellings[i]);
    }
    if (units->scales_last)
        units->scales_last->next = scale;
    else
        units->scales = scale;
    units->scales_last = scale;
    return true;
}

static bool is_legal_word(const struct units *units, struct str word)
{
    struct str rests[UNIT_RESTS_LIMIT];
    const struct unit *unit = units_find_unit(units, word);
    unsigned count = unit ? 0 : units_without_prefix(word, rests);
    for (unsigned i = 0; i < count && !unit; i++)
        unit = units_find_unit(units, rests[i]);
    return !unit || unit->is_legal;
}

bool units_are_legal(const struct units *units, const struct measure *measure)
{
    struct str name = measure->name.chinese;
    for (size_t start = 0, end = 0; start < name.len; start = end) {
        while (end < name.len && !memchr("/()", name.ptr[end], 3) &&
               !str_starts_with(str_part(name, end, name.len), STR("·")))
            end++;
        if (end > start && !is_legal_word(units, str_part(name, start, end)))
            return false;
        end += end < name.len ? name.ptr[end] == '\xC2' ? 2 : 1 : 0;
    }
    return true;
}
