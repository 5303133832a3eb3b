#include "cli/kept_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>

#include "campaign/kept_trace.hpp"
#include "cli/messages.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::cli {

namespace {

namespace fs = std::filesystem;

using Put = std::function<void(std::string_view)>;
using Write = std::function<Result<void>(const Put&)>;

Result<void> write_file(const fs::path& path, const Write& write) {
  std::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);
  std::ofstream file(path, std::ios::binary);
  auto written = write([&](std::string_view bytes) { file << bytes; });
  if (!written) return written;
  file.close();
  if (!file.good()) return fail("cannot write the capture", path.string());
  return {};
}

Result<void> write_stream(const fs::path& path, const store::KeptStream& stream) {
  if (stream.bytes() == 0) return {};
  return write_file(path, [&](const Put& put) { return stream.read(put); });
}

}  // namespace

Result<void> write_run(const store::Run& run, const fs::path& stem, const std::string& note) {
  const auto path = stem.string() + ".trace";
  const auto trace = [&](const Put& put) { return campaign::read_bytes(run, put); };
  if (auto written = write_file(path, trace); !written) return written;
  const auto put_note = [&](const Put& put) -> Result<void> {
    put(note);
    return {};
  };
  if (auto written = write_file(stem.string() + ".run.json", put_note); !written) return written;
  if (auto written = write_stream(stem.string() + ".stdout", run.out); !written) return written;
  if (const auto* load = run.service ? run.service->load() : nullptr)
    if (auto written = write_stream(stem.string() + ".load.stdout", load->out); !written) return written;
  fmt::print("{}\t{}\t{}\n", path, count_of(run.health.samples, "sample"), name_of(run.record.ending));
  std::fflush(stdout);
  if (run.err.cut()) {
    print_error({fmt::format("only the first {} of the trace are kept", format_bytes(run.err.bytes())), path,
                 "a longer period or an earlier deadline makes it smaller"});
  }
  return {};
}

std::string as_file_name(std::string release) {
  std::ranges::replace(release, '/', '_');
  return release;
}

}  // namespace schedlitmus::cli
