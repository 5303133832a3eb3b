#include "expectation/language.hpp"

#include <cstdio>
#include <string_view>
#include <vector>

#include "cli/commands_expectations.hpp"
#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "support/nearest.hpp"
#include "support/quote.hpp"
#include "trace/fields.hpp"

namespace schedlitmus::cli {

namespace {

std::vector<std::string_view> all_words() {
  std::vector<std::string_view> words{"schema", "defaults-schema", "reference"};
  for (const auto& object : expectation::language_objects()) words.push_back(object.name);
  for (const auto& object : expectation::language_objects())
    for (const auto& key : object.keys) words.push_back(key.name);
  for (const auto& field : trace::all_fields()) words.push_back(field.name);
  return words;
}

}  // namespace

int language_command(const LanguageOptions& options, const CommonOptions& /*common*/) {
  std::string text;
  if (options.word == "schema") {
    text = expectation::language_schema();
  } else if (options.word == "defaults-schema") {
    text = expectation::language_defaults_schema();
  } else if (options.word == "reference") {
    text = expectation::language_reference();
  } else {
    text = expectation::explain_word(options.word);
  }
  if (text.empty()) {
    const auto words = all_words();
    const auto near = nearest_name(options.word, words);
    print_error(
        {"there is no word " + quote(options.word) + " in the language of expectations", "",
         near.empty() ? "`schedlitmus language reference` has all of them" : "did you mean " + quote(near) + "?"});
    return kUsage;
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kOk;
}

}  // namespace schedlitmus::cli
