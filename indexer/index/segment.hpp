// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "indexer/index/document_builder.hpp"

namespace demarche {

// Segments: small databases, written out piece by piece while a piece's postings
// are in the processor's cache, and merged in the order of their keys. That is
// faster than one database that grows, and threads need not wait for each other.

/// Has Xapian write nothing out before a segment is whole. Once, before any
/// other thread runs.
void set_up_segments();

/// Makes a segment at `path` of statements, and of the table of word forms
/// where the builder is full of them.
void write_segment(const std::string& path, const std::vector<IndexedStatement>& statements,
                   DocumentBuilder& builder);
/// Makes a segment of word forms alone.
void write_forms(const std::string& path, DocumentBuilder& builder);
/// Makes a segment of metadata alone; empty values are left out.
void write_metadata(const std::string& path, const std::map<std::string, std::string>& metadata);

}  // namespace demarche
