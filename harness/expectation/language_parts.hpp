// The objects of the language, a file each part. Internal to language.cpp.
#pragma once

#include <vector>

#include "expectation/language.hpp"

namespace schedlitmus::expectation {

[[nodiscard]] std::vector<LanguageObject> language_of_file();      // language_file.cpp
[[nodiscard]] std::vector<LanguageObject> language_of_judging();   // language_file.cpp
[[nodiscard]] std::vector<LanguageObject> language_of_scenario();  // language_scenario.cpp
[[nodiscard]] std::vector<LanguageObject> language_of_checks();    // language_check.cpp
/// The keys that say what is looked at, and what it should be; a check has both, and so has a window's end.
[[nodiscard]] std::vector<LanguageKey> subject_language();    // language_condition.cpp
[[nodiscard]] std::vector<LanguageKey> condition_language();  // language_condition.cpp
[[nodiscard]] std::vector<LanguageObject> language_of_conditions();

}  // namespace schedlitmus::expectation
