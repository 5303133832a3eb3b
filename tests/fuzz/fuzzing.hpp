// What the fuzz targets of traces share.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "trace/export.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::trace {

/// Ends the process, which the fuzzer takes for a finding, where it does not hold.
inline void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

/// All that a reader gives, as text that can be compared.
struct Collected : Sink {
  void on_sample(const Sample& sample) override {
    append_json(samples, sample);
    samples += '\n';
  }
  void on_text(std::string_view piece) override { text += piece; }
  std::string samples, text;
};

/// The same with the reader's account of it.
struct Account {
  Account(Collected collected, const Health& told)
      : samples(std::move(collected.samples)), text(std::move(collected.text)) {
    append_json(health, told);
  }
  bool operator==(const Account&) const = default;
  std::string samples, text, health;
};

}  // namespace schedlitmus::trace
