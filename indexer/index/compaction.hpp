// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

namespace demarche {

/// Merges databases, in this order, into a new one at `to`, as small as can
/// be. Of metadata that several have, `metadata` decides where it has the key;
/// word forms, versions and lists of copies are united, stamps of a file become
/// merged(), of the rest the first counts. Throws Interrupted.
void merge_databases(const std::vector<std::string>& from, const std::string& to,
                     const std::map<std::string, std::string>& metadata);

/// The same in so many threads at most: of two, one merges the places of words, which are most of
/// it. The folder `work` has what both need twice until they end. One thread does it where
/// Xapian's format is another, or too many files would be open. Throws DatabaseModifiedError where
/// one of the databases was removed meanwhile.
void merge_databases(const std::vector<std::string>& from, const std::string& to,
                     const std::map<std::string, std::string>& metadata, unsigned threads,
                     const std::string& work);

}  // namespace demarche
