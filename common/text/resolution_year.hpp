// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace demarche {

/// Whether the Security Council's resolution `number` is of that year, give or
/// take one, or as high as no other is. General Assembly resolutions of before 1976 have the same
/// numbers, and texts give their year where they should give the session: 1514 is not of 1960.
bool is_security_council_year(int number, int year);
/// The same for a year that a date has, which says less than one in brackets: only
/// numbers that the Council has reached, or soon may.
bool is_security_council_date(int number, int year);
/// The year of the Security Council's resolution `number`; 0 where it is not known.
int security_council_year(int number);

}  // namespace demarche
