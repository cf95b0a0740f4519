// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "indexer/readers/html/tree.hpp"

namespace demarche {

/// What a node's text is to the reader.
enum class NodeUse : unsigned char {
  shown,   ///< may be the statement's
  named,   ///< as chrome, for no more than its name: see keep_running_text
  chrome,  ///< of the site and not of the statement: may tell a date, and no more
  unseen   ///< no text of the page: scripts, forms' controls, what is hidden
};

/// The use of every node of the tree; that of an element holds for all within.
///
/// unseen: `<script>`, `<style>`, `<template>`, `<noscript>`, pictures, controls, embedded
/// documents; the attributes `hidden` and `aria-hidden="true"`, `display: none` and
/// `visibility: hidden` in `style`, classes such as `sr-only` and `d-none`; but text that a
/// click unfolds below its question or heading is shown. Layers that ask for consent, by role
/// or name or by speaking of cookies and little else, however long, where any other text is.
/// chrome: `<nav>`, `<aside>`, `<header>` outside of the article, `<figcaption>`; the roles of
/// these; a small element that speaks of cookies and has a button.
/// named: `<footer>`; classes and ids with words such as `menu`, `breadcrumb`, `share`,
/// `related`, `comments`.
/// None of it holds for `<html>`, `<body>` and `<main>`, nor for an element with more than half
/// of the page's words, unless a `<main>` or an article with an `<h1>` lies outside of it; what
/// is hidden may be nine tenths of them.
/// With `with_hidden` what is hidden counts as shown.
std::vector<NodeUse> node_uses(const HtmlTree& tree, bool with_hidden);

/// Whether a node's classes have one of this name.
bool has_class(const HtmlTree& tree, std::size_t node, std::string_view name);
/// Whether a node's `style` says this, such as `display:none`, which has no blanks.
bool has_style(const HtmlTree& tree, std::size_t node, std::string_view said);

/// Whether a node is what a page may have as its main text: `<main>`, `<article>`, their roles,
/// articleBody.
bool is_article_like(const HtmlTree& tree, std::size_t node);

/// Whether a class, an id or its tag calls the node what is not the statement.
bool is_named_chrome(const HtmlTree& tree, std::size_t node);

}  // namespace demarche
