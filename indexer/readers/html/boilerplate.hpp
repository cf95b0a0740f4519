// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "indexer/readers/html/tree.hpp"

namespace demarche {

/// What a node's text is to the reader.
enum class NodeUse : unsigned char {
  shown,   ///< may be the statement's
  chrome,  ///< of the site and not of the statement: may tell a date, and no more
  unseen   ///< no text of the page: scripts, forms' controls, what is hidden
};

/// The use of every node of the tree; that of an element holds for all within.
///
/// unseen: `<script>`, `<style>`, `<template>`, `<noscript>`, pictures, controls, embedded
/// documents; the attributes `hidden` and `aria-hidden="true"`, `display: none` and
/// `visibility: hidden` in `style`, classes such as `sr-only` and `d-none`.
/// chrome: `<nav>`, `<aside>`, `<footer>`, `<header>` outside of the article, `<figcaption>`;
/// the roles of these; classes and ids with words such as `menu`, `breadcrumb`, `cookie`,
/// `share`, `related`, `comments`; a small element that speaks of cookies and has a button.
/// None of it holds for `<html>`, `<body>` and `<main>`, nor a class for an element with more
/// than half of the page's words; what is hidden may be nine tenths of them.
/// With `with_hidden` what is hidden counts as shown.
std::vector<NodeUse> node_uses(const HtmlTree& tree, bool with_hidden);

}  // namespace demarche
