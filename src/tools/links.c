/* links.c - which files a spec refers to. */
#include "tools/links.h"

#include "sema/vocabulary.h"
#include "syntax/parse.h"

enum { PATH_LIMIT = 4096 };

struct finder {
    struct arena *arena;
    struct link *first;
    unsigned portfolios;
};

static void add(struct finder *f, enum link_kind kind, unsigned portfolio, struct str text)
{
    struct link *link = ARENA_NEW(f->arena, struct link);
    *link = (struct link){kind, portfolio, arena_copy(f->arena, text), f->first};
    f->first = link;
}

/* ---- by its bytes --------------------------------------------------------------------------- */

/* Whether a text or a line ends before byte `at`, seen backwards. */
static bool is_edge(struct str text, size_t at)
{
    static const char *const quotes[] = {"“", "”", "‘", "’", "＂"};
    char c = text.ptr[at - 1];
    if (c == '"' || c == '\n')
        return true;
    for (size_t i = 0; (unsigned char)c >= 0x80 && at >= 3 && i < 5; i++) {
        if (memcmp(text.ptr + at - 3, quotes[i], 3) == 0)
            return true;
    }
    return false;
}

/* Adds what ends in .jx. */
static void find_names(struct finder *f, struct str text)
{
    for (size_t at = 1; at + 1 < text.len; at++) {
        const char *found = memchr(text.ptr + at, 'j', text.len - 1 - at);
        if (!found)
            break;
        at = (size_t)(found - text.ptr);
        if (found[-1] != '.' || found[1] != 'x')
            continue;
        size_t start = at - 1;
        while (start > 0 && at - start < PATH_LIMIT && !is_edge(text, start))
            start--;
        add(f, LINK_IMPORT, 0, str_part(text, start, at + 2));
    }
}

/* Whether a node may begin at byte `at`: what stands before it, blanks aside, ends a line, a node or a
 * comment, or opens a block. */
static bool may_begin(struct str text, size_t at)
{
    static const char *const before[] = {"；", "｛", "｝", "\xEF\xBB\xBF"};
    for (;;) {
        if (at >= 3 && memcmp(text.ptr + at - 3, "　", 3) == 0)
            at -= 3;
        else if (at >= 1 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\t'))
            at--;
        else
            break;
    }
    if (at == 0 || strchr("\n\r;{}/", text.ptr[at - 1]))
        return true;
    for (size_t i = 0; at >= 3 && i < sizeof before / sizeof before[0]; i++) {
        if (memcmp(text.ptr + at - 3, before[i], 3) == 0)
            return true;
    }
    return false;
}

/* Whether a node may begin with the word; `rare`, at least 1, is a byte of it that is not in many others. */
static bool may_head(struct str text, struct str word, size_t rare)
{
    for (size_t at = rare; at < text.len; at++) {
        const char *found = memchr(text.ptr + at, word.ptr[rare], text.len - at);
        if (!found)
            return false;
        at = (size_t)(found - text.ptr);
        if (found[-1] == word.ptr[rare - 1] && text.len - (at - rare) >= word.len &&
            memcmp(text.ptr + (at - rare), word.ptr, word.len) == 0 && may_begin(text, at - rare))
            return true;
    }
    return false;
}

/* ---- by its tree ---------------------------------------------------------------------------- */

static bool is_word(const struct ast_node *node, enum word_id id)
{
    return node->head && node->head->kind == AST_NAME &&
           bilingual_is(word_info(id)->name, node->head->text);
}

static void add_texts(struct finder *f, enum link_kind kind, unsigned portfolio,
                      const struct ast_expression *texts)
{
    for (; texts; texts = texts->next) {
        if (texts->kind == AST_TEXT)
            add(f, kind, portfolio, texts->text);
    }
}

static void find_in_tree(struct finder *f, const struct ast_node *node, unsigned portfolio)
{
    for (; node; node = node->next) {
        unsigned own = portfolio;
        if (is_word(node, WORD_FILE_USE) || is_word(node, WORD_PROJECT_EXTENDS) ||
            is_word(node, WORD_PROJECT_CONTINUES)) {
            add_texts(f, LINK_IMPORT, 0, node->labels);
            add_texts(f, LINK_IMPORT, 0, node->values);
        } else if (is_word(node, WORD_FILE_PORTFOLIO)) {
            own = ++f->portfolios;
        } else if (portfolio && is_word(node, WORD_PORTFOLIO_INCLUDE)) {
            add_texts(f, LINK_INCLUDE, portfolio, node->values);
        } else if (portfolio && is_word(node, WORD_PORTFOLIO_EXCLUDE)) {
            add_texts(f, LINK_EXCLUDE, portfolio, node->values);
        }
        find_in_tree(f, node->children.first, own);
    }
}

struct link *links_find(struct str text, struct arena *a)
{
    struct finder f = {.arena = a};
    struct bilingual portfolio = word_info(WORD_FILE_PORTFOLIO)->name;
    find_names(&f, text);
    if (text.len > 0 && (memchr(text.ptr, '\\', text.len) || may_head(text, portfolio.chinese, 1) ||
                         may_head(text, portfolio.english, 4))) {
        struct diags ignored = {.arena = a};
        struct source *source = source_new(a, STR(""), text);
        find_in_tree(&f, parse(source, a, &ignored, NULL).first, 0);
    }
    return f.first;
}
