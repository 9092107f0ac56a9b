/* change_text.c - changes as sentences. */
#include "sema/compare.h"

struct bilingual change_area_name(enum change_area area)
{
    static const struct {
        const char *chinese, *english;
    } names[] = {
        [AREA_PROJECT] = {"项目情况", "project"},      [AREA_FUNDING] = {"资金", "funding"},
        [AREA_INDICATOR] = {"指标", "indicators"},     [AREA_LINE] = {"明细", "budget lines"},
        [AREA_SAFEGUARD] = {"制度保障", "safeguards"},
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
    };
    return (struct bilingual){str_of(names[effect].chinese), str_of(names[effect].english)};
}

/* “（增加 15.00 万元，18.75%）”, “（看内容像是同一个）”, or nothing. */
static struct str remark_text(struct arena *a, const struct change *change, enum language language)
{
    bool english = language == LANGUAGE_ENGLISH;
    struct str effect = bilingual_text(change_effect_name(change->effect), language);
    struct str difference = bilingual_text(change->difference, language);
    if (change->is_guess)
        return english ? STR(" (a guess, by its likeness)") : STR("（看内容像是同一个）");
    if (effect.len == 0)
        return effect;
    struct str between = difference.len ? STR(" ") : STR("");
    return arena_format(a,
                        english ? " (%" STR_FORMAT "%" STR_FORMAT "%" STR_FORMAT ")"
                                : "（%" STR_FORMAT "%" STR_FORMAT "%" STR_FORMAT "）",
                        STR_ARG(effect), STR_ARG(between), STR_ARG(difference));
}

struct str change_sentence(struct arena *a, const struct change *change, enum language language)
{
    bool english = language == LANGUAGE_ENGLISH;
    struct str subject = bilingual_text(change->subject, language);
    struct str old = bilingual_text(change->old_text, language);
    struct str new = bilingual_text(change->new_text, language);
    struct str remark = remark_text(a, change, language);
    switch (change->kind) {
    case CHANGE_ADDED:
        if (new.len == 0)
            return arena_format(a, english ? "added: %" STR_FORMAT : "新增 %" STR_FORMAT,
                                STR_ARG(subject));
        return arena_format(a,
                            english ? "added: %" STR_FORMAT ": %" STR_FORMAT
                                    : "新增 %" STR_FORMAT "：%" STR_FORMAT,
                            STR_ARG(subject), STR_ARG(new));
    case CHANGE_DROPPED:
        if (old.len == 0)
            return arena_format(a, english ? "dropped: %" STR_FORMAT : "删去 %" STR_FORMAT,
                                STR_ARG(subject));
        return arena_format(a,
                            english ? "dropped: %" STR_FORMAT " (was %" STR_FORMAT ")"
                                    : "删去 %" STR_FORMAT "（原为 %" STR_FORMAT "）",
                            STR_ARG(subject), STR_ARG(old));
    case CHANGE_RENAMED:
        return arena_format(
            a,
            english ? "%" STR_FORMAT " %" STR_FORMAT " is now called %" STR_FORMAT "%" STR_FORMAT
                    : "%" STR_FORMAT " %" STR_FORMAT " 改名为 %" STR_FORMAT "%" STR_FORMAT,
            STR_ARG(subject), STR_ARG(old), STR_ARG(new), STR_ARG(remark));
    case CHANGE_MOVED:
        return arena_format(a,
                            english ? "%" STR_FORMAT " moved from %" STR_FORMAT " to %" STR_FORMAT
                                    : "%" STR_FORMAT " 从 %" STR_FORMAT " 移到 %" STR_FORMAT,
                            STR_ARG(subject), STR_ARG(old), STR_ARG(new));
    case CHANGE_CHANGED:
        break;
    }
    return arena_format(a,
                        english ? "%" STR_FORMAT ": %" STR_FORMAT " → %" STR_FORMAT "%" STR_FORMAT
                                : "%" STR_FORMAT "：%" STR_FORMAT " → %" STR_FORMAT "%" STR_FORMAT,
                        STR_ARG(subject), STR_ARG(old), STR_ARG(new), STR_ARG(remark));
}

/* Adds “2 个目标放宽” to a list, unless there is none. */
static struct str count_added(struct arena *a, struct str list, unsigned count,
                              enum language language, const char *chinese, const char *english)
{
    bool is_english = language == LANGUAGE_ENGLISH;
    if (count == 0)
        return list;
    return arena_format(a, "%" STR_FORMAT "%s%s%u%s", STR_ARG(list),
                        !list.len    ? ""
                        : is_english ? ", "
                                     : "、",
                        is_english ? english : "", count, is_english ? "" : chinese);
}

struct str change_ratchet(struct arena *a, const struct project_change *project,
                          enum language language)
{
    if (!project->is_ratchet)
        return (struct str){0};
    struct str old = quantity_text(a, &project->year_old, language);
    struct str new = quantity_text(a, &project->year_new, language);
    struct str lost = count_added(a, STR(""), project->weaker, language, " 个目标放宽",
                                  "targets that became weaker: ");
    lost = count_added(a, lost, project->words, language, " 个目标由定量改成定性",
                       "targets that became words: ");
    lost = count_added(a, lost, project->dropped, language, " 个定量指标删去",
                       "numeric indicators that are gone: ");
    return arena_format(a,
                        language == LANGUAGE_ENGLISH
                            ? "more money for less: the year's amount went from %" STR_FORMAT
                              " to %" STR_FORMAT "; %" STR_FORMAT
                            : "钱多了，目标低了：当年的资金由 %" STR_FORMAT " 增加到 %" STR_FORMAT
                              "，却有 %" STR_FORMAT,
                        STR_ARG(old), STR_ARG(new), STR_ARG(lost));
}
