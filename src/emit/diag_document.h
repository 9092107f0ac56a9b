/*
 * diag_document.h - the findings of a whole run as one document, for build servers and reviewers.
 *
 *   sarif       SARIF 2.1.0, columns in UTF-16 units
 *   gitlab      Code Quality, an array of JSON
 *   github      commands of a GitHub workflow, a line each
 *   junit       JUnit XML: what makes the run fail is a failed test
 *   checkstyle  Checkstyle XML
 *
 * Each finding is made a text of one line while its file is compiled, and kept; the document is written
 * around the worst of them when all files are done. Texts that people read have no character that could
 * play tricks (terminal.h); what was left out is told inside the document. Paths are those in the
 * repository, with `/`.
 */
#ifndef EMIT_DIAG_DOCUMENT_H
#define EMIT_DIAG_DOCUMENT_H

#include "emit/diag_format.h"
#include "emit/json_build.h"

/* How many findings of each severity a document tells; and as many annotations as GitHub shows of one
 * step. */
enum { DIAG_DOCUMENT_LIMIT = 5000, DIAG_GITHUB_LIMIT = 10 };

/* Where paths begin: the top folder of the repository, or of the workspace if there is none. */
struct diag_roots {
    struct str top;  /* absolute */
    struct str here; /* the folder that paths are relative to, below `top`; empty if it is that */
};

/* Whether a source has a path in the sense of the document: the library's have none. */
bool diag_source_has_path(const struct source *source);

/* The path below the top folder; or, if it lies elsewhere, as short as it can be written. */
struct str diag_path(struct arena *a, const struct diag_roots *roots, struct str path);

/* The path of the file that the page's entry is about: of its place, or the file that was checked. */
struct str diag_entry_path(struct diag_page *page, const struct diag *diag);

/* Where the entry is: in lines, characters … counted from 1, and the end just behind it; the first line
 * if it is nowhere. */
struct diag_region {
    struct position start, end;
};
struct diag_region diag_region_find(struct diag_page *page, struct span span);
struct diag_region diag_entry_region(struct diag_page *page, const struct diag *diag);

/* The lines behind the sentence: what stands beside the carets, other places, notes. Empty, or begins with a
 * line's end. */
struct str diag_details(struct diag_page *page, const struct diag *diag);

/* What a code or a rule is, for the language of the run. */
struct diag_document_rule {
    struct str id;                /* as diag_code_text */
    struct str name;              /* one word in ASCII; empty if it has none */
    struct str title, text, page; /* a sentence, a paragraph, its page of the manual; or empty */
    enum diag_severity severity;  /* what it is unless somebody says otherwise */
};

/* A finding that was kept. */
struct diag_record {
    struct str code, path, fingerprint;
    struct str text; /* of one line, without its end: what the function for an entry printed */
    enum diag_severity severity;
    bool is_waived, fails;
    bool is_first_of_file; /* of a document that is sorted by files */
};

/* What a document is written from. */
struct diag_document {
    const struct diag_print_options *options;
    const struct diag_record *const
        *records; /* in their order; those of a file together, or the worst first */
    size_t count;
    const struct diag_document_rule *rules; /* all that the records name, by id */
    size_t rule_count;
    const struct diag_verdict *verdict;
    struct diag_omitted omitted; /* source NULL; all 0 if nothing was left out */
    bool failed;                 /* the run ends with status 1 */
    const struct str *clean;     /* the paths of files without findings; for JUnit alone */
    size_t clean_count;
};

/* Writes a document; false if there was no memory that is not an arena's. */
typedef bool diag_document_function(FILE *out, const struct diag_document *document,
                                    struct arena *a);

/* A row of diag_formats.def. */
struct diag_document_format {
    diag_entry_function *entry;
    diag_document_function *write;
    unsigned limit; /* of each severity */
    bool has_waived, is_by_file;
};
const struct diag_document_format *diag_document_format(enum diag_format format);

/* The functions of the documents. */
#define DIAG_FORMAT(name, word, entry, omitted)
#define DIAG_DOCUMENT(name, word, entry, write, limit, waived, by_file) \
    diag_entry_function entry;                                          \
    diag_document_function write;
#include "emit/diag_formats.def"
#undef DIAG_FORMAT
#undef DIAG_DOCUMENT

/* “还有 3 条没有显示……”; empty if nothing was left out. */
struct str diag_document_omitted(const struct diag_document *document, struct arena *a);

#endif
