// Any bytes as a log, in any form and cut into chunks anywhere: the reader
// gives the same, counts every byte, and keeps a plain trace as it is.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "fuzz/fuzzing.hpp"
#include "support/json.hpp"
#include "trace/log_reader.hpp"

namespace {

using namespace schedlitmus;
using namespace schedlitmus::trace;

Account read(std::string_view input, const LogOptions& options, std::size_t chunk) {
  Collected collected;
  LogReader reader(collected, options);
  for (std::size_t at = 0; at < input.size(); at += chunk) reader.feed(input.substr(at, chunk));
  reader.finish();
  require(reader.health().bytes == input.size(), "bytes not counted");
  Account result(std::move(collected), reader.health());
  require(json::parse(result.health, "health").root.has_value(), "not JSON");
  return result;
}

/// The first byte says which form is told, the second how the bytes come.
LogOptions options_of(unsigned char byte) {
  LogOptions options{.form = {}, .process = {}, .one_process = (byte & 0x80U) != 0};
  const auto form = byte & 0x1FU;
  if (form == 0) return options;
  options.form = LogForm();
  if (form == 1) options.form->exported = true;
  if (form >= 2) options.form->layers = {kLogLayers[form % kLogLayers.size()]};
  if (form >= 2 + kLogLayers.size()) options.form->layers.push_back(kLogLayers[(form / 2) % kLogLayers.size()]);
  return options;
}

}  // namespace

// The name is libFuzzer's.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 2, size - 2);
  const auto options = options_of(data[0]);
  const auto whole = read(input, options, input.size() + 1);
  require(whole == read(input, options, 1U + data[1]), "something else in other chunks");

  Collected plain;
  Reader reader(plain);
  reader.feed(input);
  reader.finish();
  const auto told = read(input, {.form = LogForm(), .process = {}}, input.size() + 1);
  require(told.samples == plain.samples && told.text == plain.text, "a plain trace was touched");
  return 0;
}
