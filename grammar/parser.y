/*
 * parser.y - the grammar of the language.
 *
 * Read from `file` down, it is the reference of the syntax. An action makes one node or appends to
 * one list; whatever needs an `if` is a function in src/syntax/parse.c. The ENDs come from
 * src/syntax/layout.c: a line end or `;`, and one before each `}` and the end of the file. What is most
 * plainly written, as most is, comes from src/syntax/plain_lines.c in one step: LINES are `nodes`, an
 * OPENED is a `tailed` with its `{`, a CLOSED a `{` with all up to its `}` and END, a BEGUN a `headed`
 * with its colon or relation, and an OPERAND an `expression` without operators.
 */
%require "3.8"
%expect 0
%define api.pure full
%define api.prefix {jx_}
%define api.token.prefix {TOK_}
%define api.token.raw
%define api.value.type union
%define api.location.type {struct span}
%define api.header.include {"parser.h"}
%define parse.error custom
%define parse.lac full
%locations
%param {void *scanner} {struct parse *p}

%code requires {
#include "syntax/parse.h"
}

%code provides {
/* The scanner that flex makes: adds raw tokens, a line end being TOK_NEWLINE, to those ahead. */
#define YY_DECL int jx_scan(void *yyscanner, struct parse *p)
YY_DECL;

/* The tokens that the parser reads: src/syntax/layout.c. */
int jx_lex(JX_STYPE *value, struct span *place, void *scanner, struct parse *p);
}

%code {
/* First to last; an empty rule is the point behind what came before it. */
#define YYLLOC_DEFAULT(current, right, count)                                                      \
    ((current) = (count) ? span_join(YYRHSLOC(right, 1), YYRHSLOC(right, count))                   \
                         : span_after(YYRHSLOC(right, 0)))

static void jx_error(const struct span *place, void *scanner, struct parse *p, const char *text);
}

%token YYEOF 0 "end of file"
%token <struct str> NAME "a name" TEXT "a text" TITLE "a title"
%token <const struct decimal *> NUMBER "a number"
%token <struct date> DATE "a date"
%token <bool> TRUTH "a truth value"
%token <struct ast_nodes> LINES "plain lines" CLOSED "a block of plain lines and its end"
%token <struct ast_node *> OPENED "a plain item and its brace" BEGUN "a plain item before its value"
%token <struct ast_expression *> OPERAND "a plain operand"
%token END "the end of the line" NEWLINE "a line end"
%token COLON "':'" COMMA "','" POINT "'.'" OPEN_BLOCK "'{'" CLOSE_BLOCK "'}'"
%token OPEN "'('" CLOSE "')'" OPEN_INDEX "'['" CLOSE_INDEX "']'"
%token <struct str> RATIO "'%'"
%token <enum ast_operator> RELATION "a relation" IN "'in'" RANGE "'to'" OR "'or'" AND "'and'"
%token <enum ast_operator> TIMES "'*'" DOT "'·'"
%token NOT "'not'" PLUS "'+'" MINUS "'-'"

%left OR
%left AND
%precedence NOT
%left RELATION IN
%left RANGE
%left PLUS MINUS
%left TIMES
%precedence NEGATIVE
%left DOT
%precedence POINT OPEN OPEN_INDEX

%nterm <struct ast_nodes> nodes
%nterm <struct ast_node *> block headed tailed
%nterm <struct ast_list> labels values several
%nterm <struct ast_expression *> path label expression

%%

file:
  file_nodes
;

file_nodes:
  %empty
| file_nodes END
| file_nodes LINES                { parse_keep(p, $LINES); yyerrok; }
| file_nodes tailed END           { parse_keep(p, ast_nodes_add((struct ast_nodes){0}, $tailed)); yyerrok; }
| file_nodes tailed CLOSED        { parse_keep(p, ast_nodes_add((struct ast_nodes){0}, parse_block($tailed, true, $CLOSED, @CLOSED))); yyerrok; }
| file_nodes block END            { parse_keep(p, ast_nodes_add((struct ast_nodes){0}, $block)); yyerrok; }
;

nodes:
  %empty                          { $$ = (struct ast_nodes){0}; yyerrok; }
| nodes END                       { $$ = $1; }
| nodes LINES                     { $$ = ast_nodes_join($1, $LINES); yyerrok; }
| nodes tailed END                { $$ = ast_nodes_add($1, $tailed); yyerrok; }
| nodes tailed CLOSED             { $$ = ast_nodes_add($1, parse_block($tailed, true, $CLOSED, @CLOSED)); yyerrok; }
| nodes block END                 { $$ = ast_nodes_add($1, $block); yyerrok; }
;

/* A node with a block, or one whose line is broken; the error takes all up to the block or the END. */
block:
  tailed OPEN_BLOCK nodes CLOSE_BLOCK
                                  { $$ = parse_block($1, true, $nodes, @CLOSE_BLOCK); }
| OPENED nodes CLOSE_BLOCK        { $$ = parse_block($OPENED, true, $nodes, @CLOSE_BLOCK); }
| headed error                    { $$ = parse_broken(p, @2, $1); }
| headed error OPEN_BLOCK nodes CLOSE_BLOCK
                                  { $$ = parse_block(parse_broken(p, @2, $1), true, $nodes, @CLOSE_BLOCK); }
| error                           { $$ = parse_broken(p, @1, NULL); }
| error OPEN_BLOCK nodes CLOSE_BLOCK
                                  { $$ = parse_block(parse_broken(p, @1, NULL), true, $nodes, @CLOSE_BLOCK); }
;

tailed:
  headed                          { $$ = parse_bare(p, $headed); }
| BEGUN expression                { $$ = parse_value($BEGUN, $2, @2); }
| headed COLON                    { $$ = parse_bare(p, parse_tail($1, @COLON, AST_NONE, @COLON, (struct ast_list){0}, @COLON)); }
| headed COLON expression         { $$ = parse_tail($1, @COLON, AST_NONE, @COLON, ast_list_add((struct ast_list){0}, $3), @3); }
| headed COLON several            { $$ = parse_tail($1, @COLON, AST_NONE, @COLON, $several, @several); }
| headed RELATION expression      { $$ = parse_tail($1, span_after(@1), $RELATION, @RELATION, ast_list_add((struct ast_list){0}, $3), @3); }
| headed COLON RELATION expression
                                  { $$ = parse_tail($1, @COLON, $RELATION, @RELATION, ast_list_add((struct ast_list){0}, $4), @4); }
;

headed:
  NAME                            { $$ = parse_header(p, @1, parse_text(p, @1, AST_NAME, $1), (struct ast_list){0}); }
| NAME labels                     { $$ = parse_header(p, @$, parse_text(p, @1, AST_NAME, $1), $labels); }
| TEXT                            { $$ = parse_header(p, @1, parse_text(p, @1, AST_TEXT, $1), (struct ast_list){0}); }
| TEXT labels                     { $$ = parse_header(p, @$, parse_text(p, @1, AST_TEXT, $1), $labels); }
| path                            { $$ = parse_header(p, @1, $1, (struct ast_list){0}); }
| path labels                     { $$ = parse_header(p, @$, $path, $labels); }
;

labels:
  label                           { $$ = ast_list_add((struct ast_list){0}, $1); }
| labels label                    { $$ = ast_list_add($1, $2); }
;

label:
  NAME                            { $$ = parse_text(p, @1, AST_NAME, $1); }
| TEXT                            { $$ = parse_text(p, @1, AST_TEXT, $1); }
| TITLE                           { $$ = parse_text(p, @1, AST_TITLE, $1); }
| NUMBER                          { $$ = parse_number(p, @1, $1, (struct str){0}, span_after(@1)); }
| path
;

path:
  NAME POINT NAME                 { $$ = parse_member(p, parse_text(p, @1, AST_NAME, $1), $3, @3); }
| path POINT NAME                 { $$ = parse_member(p, $1, $3, @3); }
;

values:
  expression                      { $$ = ast_list_add((struct ast_list){0}, $1); }
| several
;

several:
  expression COMMA expression     { $$ = ast_list_add(ast_list_add((struct ast_list){0}, $1), $3); }
| several COMMA expression        { $$ = ast_list_add($1, $3); }
;

expression:
  expression OR expression        { $$ = parse_binary(p, @$, @2, $2, $1, $3); }
| expression AND expression       { $$ = parse_binary(p, @$, @2, $2, $1, $3); }
| NOT expression                  { $$ = parse_unary(p, @$, AST_NOT, $2); }
| expression RELATION expression  { $$ = parse_binary(p, @$, @2, $2, $1, $3); }
| expression IN expression        { $$ = parse_binary(p, @$, @2, $2, $1, $3); }
| expression RANGE expression     { $$ = parse_binary(p, @$, @2, $2, $1, $3); }
| expression PLUS expression      { $$ = parse_binary(p, @$, @2, AST_ADD, $1, $3); }
| expression MINUS expression     { $$ = parse_binary(p, @$, @2, AST_SUBTRACT, $1, $3); }
| expression TIMES expression     { $$ = parse_binary(p, @$, @2, $2, $1, $3); }
| expression DOT expression       { $$ = parse_binary(p, @$, @2, $2, $1, $3); }
| MINUS expression %prec NEGATIVE  { $$ = parse_unary(p, @$, AST_NEGATE, $2); }
| NUMBER                          { $$ = parse_number(p, @1, $1, (struct str){0}, span_after(@1)); }
| NUMBER NAME                     { $$ = parse_number(p, @$, $1, $2, @2); }
| NUMBER RATIO                    { $$ = parse_number(p, @$, $1, $2, @2); }
| DATE                            { $$ = parse_date(p, @1, $1); }
| TEXT                            { $$ = parse_text(p, @1, AST_TEXT, $1); }
| TITLE                           { $$ = parse_text(p, @1, AST_TITLE, $1); }
| TRUTH                           { $$ = parse_truth(p, @1, $1); }
| NAME                            { $$ = parse_text(p, @1, AST_NAME, $1); }
| OPERAND
| OPEN expression CLOSE           { $$ = $2; }
| expression POINT NAME              { $$ = parse_member(p, $1, $3, @3); }
| expression OPEN_INDEX expression CLOSE_INDEX
                                  { $$ = parse_apply(p, @$, AST_INDEX, $1, ast_list_add((struct ast_list){0}, $3)); }
| expression OPEN CLOSE              { $$ = parse_apply(p, @$, AST_CALL, $1, (struct ast_list){0}); }
| expression OPEN values CLOSE       { $$ = parse_apply(p, @$, AST_CALL, $1, $values); }
;

%%

/* Adapters: what they call can be read and tested in parse.c. */
static int yyreport_syntax_error(const yypcontext_t *context, void *scanner, struct parse *p)
{
    (void)scanner;
    enum { MOST = 24 };
    yysymbol_kind_t symbols[MOST];
    int expected[MOST];
    int count = yypcontext_expected_tokens(context, symbols, MOST);
    for (int i = 0; i < count; i++)
        expected[i] = symbols[i];
    parse_unexpected(p, *yypcontext_location(context), yypcontext_token(context), expected,
                     count > 0 ? count : 0);
    return 0;
}

/* Only "memory exhausted" comes here, and parse_once sees to that. */
static void jx_error(const struct span *place, void *scanner, struct parse *p, const char *text)
{
    (void)place;
    (void)scanner;
    (void)p;
    (void)text;
}
