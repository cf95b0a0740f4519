// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace demarche {

/// Whether a class or id is what sites call that which is not the statement: one with a
/// word such as `menu`, `breadcrumb` or `share` in it. Words are parted by signs and by
/// capitals, and `has-sidebar` is no such name.
bool names_chrome(std::string_view name);

}  // namespace demarche
