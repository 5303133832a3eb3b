#include <fmt/format.h>

#include <cstdio>
#include <variant>

#include "cli/commands_stored.hpp"
#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "trace/export.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::cli {

namespace {

constexpr std::size_t kFlushAt = 1U << 20U;

/// Writes the samples in the wanted format as they come.
class Exporter final : public trace::Sink {
 public:
  explicit Exporter(const ParseOptions& options) : options_(options) {
    if (options.samples && options.format == ParseFormat::csv) trace::append_csv_header(out_);
  }

  void on_sample(const trace::Sample& sample) override {
    if (!options_.samples) return;
    switch (options_.format) {
      case ParseFormat::json:
        trace::append_json(out_, sample);
        out_ += '\n';
        break;
      case ParseFormat::csv:
        trace::append_csv(out_, sample);
        break;
      case ParseFormat::openmetrics:
        metrics_.add(sample);
        break;
    }
    if (out_.size() >= kFlushAt) flush();
  }
  void on_text(std::string_view text) override {
    if (options_.text) std::fwrite(text.data(), 1, text.size(), stderr);
  }

  void finish() {
    if (options_.samples && options_.format == ParseFormat::openmetrics) out_ += metrics_.text();
    flush();
    if (metrics_.left_out() > 0) {
      fmt::print(stderr, "schedlitmus: {} samples are not in order of time and cannot be said in OpenMetrics\n",
                 metrics_.left_out());
    }
  }

 private:
  void flush() {
    std::fwrite(out_.data(), 1, out_.size(), stdout);
    out_.clear();
  }

  const ParseOptions& options_;
  std::string out_;
  trace::OpenMetrics metrics_;
};

}  // namespace

int parse_command(const ParseOptions& options, const CommonOptions& /*common*/) {
  Exporter exporter(options);
  const auto read = read_samples(options.input, Whose::all, exporter);
  exporter.finish();
  if (!read) {
    print_error(read.error());
    return kHarnessError;
  }
  const auto& health = read->health;
  if (options.health) {
    std::string account;
    if (options.format == ParseFormat::json) {
      trace::append_json(account, health);
      account += '\n';
    } else {
      account = describe(health);
    }
    fmt::print(stderr, "{}", account);
  }
  if (health.samples == 0 && health.lost() == 0) {
    print_error({"no sample of the scheduler in the trace", options.input.path,
                 "start the program with GODEBUG=schedtrace=100 and give its stderr"});
    return kHarnessError;
  }
  return options.strict && health.lost() + health.incomplete_samples > 0 ? kInconclusive : kOk;
}

}  // namespace schedlitmus::cli
