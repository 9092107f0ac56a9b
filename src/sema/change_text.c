/* change_text.c - changes as sentences. */
#include "sema/compare.h"

#include "base/line_merge.h"

/* The sentences of change.def. */
enum sentence {
#define SENTENCE(name, chinese, english) SENTENCE_##name,
#include "sema/change.def"
#undef SENTENCE
};

/* What the braces of a sentence are filled with. */
struct filling {
    struct str subject, old, new, difference;
    unsigned count;
};

struct bilingual change_area_name(enum change_area area)
{
    static const struct {
        const char *chinese, *english;
    } names[] = {
        [AREA_PROJECT] = {"项目情况", "project"},
        [AREA_FUNDING] = {"资金", "funding"},
        [AREA_INDICATOR] = {"指标", "indicators"},
        [AREA_LINE] = {"明细", "budget lines"},
        [AREA_SAFEGUARD] = {"制度保障", "safeguards"},
        [AREA_UNREAD] = {"有错误的行", "lines with errors"},
    };
    return (struct bilingual){str_of(names[area].chinese), str_of(names[area].english)};
}

struct bilingual change_effect_name(enum change_effect effect)
{
    static const struct {
        const char *chinese, *english;
    } names[] = {
        [EFFECT_NONE] = {"", ""},
        [EFFECT_WEAKER] = {"放宽", "weaker"},
        [EFFECT_STRONGER] = {"收紧", "stronger"},
        [EFFECT_MORE] = {"增加", "up"},
        [EFFECT_LESS] = {"减少", "down"},
        [EFFECT_TO_WORDS] = {"定量改成了定性", "a number became words"},
        [EFFECT_TO_NUMBER] = {"定性改成了定量", "words became a number"},
        [EFFECT_UNIT] = {"单位变了，不能相比", "another unit: not comparable"},
        [EFFECT_UNREAD] = {"只列出原文", "shown as written"},
    };
    return (struct bilingual){str_of(names[effect].chinese), str_of(names[effect].english)};
}

struct bilingual change_error_place(const struct change *change)
{
    return change->is_beside ? (struct bilingual){STR("旁边有错误"), STR("beside an error")}
                             : (struct bilingual){STR("有错误"), STR("has an error")};
}

/* What a word in braces stands for. */
static struct str filled(struct arena *a, struct str word, const struct filling *with)
{
    if (str_equal(word, STR("count")))
        return arena_format(a, "%u", with->count);
    return str_equal(word, STR("subject")) ? with->subject
           : str_equal(word, STR("old"))   ? with->old
           : str_equal(word, STR("new"))   ? with->new
                                           : with->difference;
}

static struct str say(struct arena *a, enum sentence sentence, enum language language,
                      const struct filling *with)
{
    static const struct {
        const char *chinese, *english;
    } sentences[] = {
#define SENTENCE(name, chinese, english) {chinese, english},
#include "sema/change.def"
#undef SENTENCE
    };
    struct str text = str_of(language == LANGUAGE_ENGLISH ? sentences[sentence].english
                                                          : sentences[sentence].chinese);
    struct text_writer out = {.arena = a};
    for (size_t at = 0; at < text.len;) {
        const char *open = memchr(text.ptr + at, '{', text.len - at);
        size_t stop = open ? (size_t)(open - text.ptr) : text.len;
        writer_put(&out, str_part(text, at, stop));
        if (!open)
            break;
        size_t end = stop + strcspn(open, "}");
        writer_put(&out, filled(a, str_part(text, stop + 1, end), with));
        at = end + 1;
    }
    return writer_text(&out, 0);
}

/* ---- changes ------------------------------------------------------------------------------- */

/* Which sentence an amount, a target or a text that changed has. */
static enum sentence sentence_of_effect(enum change_effect effect)
{
    switch (effect) {
    case EFFECT_WEAKER:
        return SENTENCE_WEAKER;
    case EFFECT_STRONGER:
        return SENTENCE_STRONGER;
    case EFFECT_MORE:
        return SENTENCE_MORE;
    case EFFECT_LESS:
        return SENTENCE_LESS;
    case EFFECT_TO_WORDS:
        return SENTENCE_TO_WORDS;
    case EFFECT_TO_NUMBER:
        return SENTENCE_TO_NUMBER;
    case EFFECT_UNIT:
        return SENTENCE_UNIT;
    case EFFECT_UNREAD:
        return SENTENCE_UNREAD;
    case EFFECT_NONE:
        break;
    }
    return SENTENCE_CHANGED;
}

static struct filling filling_of(const struct change *change, enum language language)
{
    return (struct filling){.subject = bilingual_text(change->subject, language),
                            .old = bilingual_text(change->old_text, language),
                            .new = bilingual_text(change->new_text, language),
                            .difference = bilingual_text(change->effect == EFFECT_UNREAD
                                                             ? change_error_place(change)
                                                             : change->difference,
                                                         language)};
}

struct str change_sentence(struct arena *a, const struct change *change, enum language language)
{
    struct filling with = filling_of(change, language);
    bool is_unread = change->effect == EFFECT_UNREAD;
    switch (change->kind) {
    case CHANGE_ADDED:
        if (is_unread)
            return say(a, SENTENCE_UNREAD_ADDED, language, &with);
        return say(a, with.new.len ? SENTENCE_ADDED_AS : SENTENCE_ADDED, language, &with);
    case CHANGE_DROPPED:
        if (is_unread)
            return say(a, SENTENCE_UNREAD_DROPPED, language, &with);
        return say(a, with.old.len ? SENTENCE_DROPPED_FROM : SENTENCE_DROPPED, language, &with);
    case CHANGE_RENAMED:
        return say(a, change->is_guess ? SENTENCE_RENAMED_GUESS : SENTENCE_RENAMED, language,
                   &with);
    case CHANGE_MOVED:
        return say(a, SENTENCE_MOVED, language, &with);
    case CHANGE_CHANGED:
        break;
    }
    return say(a, sentence_of_effect(change->effect), language, &with);
}

/* ---- projects ------------------------------------------------------------------------------ */

/* Adds “2 个目标放宽” to a list, unless there is none. */
static struct str count_added(struct arena *a, struct str list, unsigned count,
                              enum language language, enum sentence sentence)
{
    struct filling with = {.count = count};
    if (count == 0)
        return list;
    struct str one = say(a, sentence, language, &with);
    if (!list.len)
        return one;
    return arena_format(a, "%" STR_FORMAT "%s%" STR_FORMAT, STR_ARG(list),
                        language == LANGUAGE_ENGLISH ? ", " : "、", STR_ARG(one));
}

struct str change_ratchet(struct arena *a, const struct project_change *project,
                          enum language language)
{
    if (!project->is_ratchet)
        return (struct str){0};
    struct str lost = count_added(a, STR(""), project->weaker, language, SENTENCE_COUNT_WEAKER);
    lost = count_added(a, lost, project->words, language, SENTENCE_COUNT_WORDS);
    lost = count_added(a, lost, project->dropped, language, SENTENCE_COUNT_DROPPED);
    struct filling with = {.subject = lost,
                           .old = quantity_text(a, &project->year_old, language),
                           .new = quantity_text(a, &project->year_new, language)};
    return say(a, SENTENCE_RATCHET, language, &with);
}

struct str change_project(struct arena *a, const struct project_change *project,
                          enum language language)
{
    const struct project *shown = project->new ? project->new : project->old;
    struct filling with = {.subject = shown->name};
    if (project->old && project->new)
        return say(a, SENTENCE_PROJECT, language, &with);
    const struct funding *year = funding_of_role(shown->funding, role_is_year);
    bool is_known = year && year->known;
    for (const struct indicator *one = shown->indicators; one; one = one->next)
        with.count++;
    if (is_known)
        with.old = with.new = quantity_text(a, &year->amount, language);
    enum sentence added = is_known ? SENTENCE_PROJECT_ADDED_WITH : SENTENCE_PROJECT_ADDED;
    enum sentence dropped = is_known ? SENTENCE_PROJECT_DROPPED_WITH : SENTENCE_PROJECT_DROPPED;
    return say(a, project->new ? added : dropped, language, &with);
}

struct str change_sums(struct arena *a, const struct change *change, enum language language)
{
    struct filling with = filling_of(change, language);
    enum sentence sentence = change->effect == EFFECT_MORE   ? SENTENCE_SUM_MORE
                             : change->effect == EFFECT_LESS ? SENTENCE_SUM_LESS
                                                             : SENTENCE_SUM_SAME;
    return say(a, sentence, language, &with);
}

struct str change_nothing(struct arena *a, unsigned broken, enum language language)
{
    struct filling with = {.count = 0};
    return say(a, broken ? SENTENCE_NO_DIFFERENCE_READ : SENTENCE_NO_DIFFERENCE, language, &with);
}

struct str change_not_compared(struct arena *a, unsigned broken, enum language language)
{
    struct filling with = {.count = broken};
    return say(a, SENTENCE_NOT_COMPARED, language, &with);
}
