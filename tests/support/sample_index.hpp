// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace demarche::test {

/// The path of an index of the sample corpus, made once in a process.
const std::string& sample_index();

}  // namespace demarche::test
