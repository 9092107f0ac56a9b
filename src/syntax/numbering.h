/*
 * numbering.h - what people number the items of a list with: 1、 （2） ① 一、
 */
#ifndef SYNTAX_NUMBERING_H
#define SYNTAX_NUMBERING_H

#include "base/str.h"

/* The end of the numbering at byte `at`, or 0. */
size_t numbering_end(struct str text, size_t at);

#endif
