// Any bytes as a trace. However the stream is cut into chunks, the samples and
// the account are the same, and no sample contradicts itself.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "trace/export.hpp"
#include "trace/reader.hpp"

namespace {

using schedlitmus::trace::HeaderField;
using schedlitmus::trace::Reader;
using schedlitmus::trace::Sample;

class Keep final : public schedlitmus::trace::Sink {
 public:
  void on_sample(const Sample& sample) override {
    schedlitmus::trace::append_json(said, sample);
    said += '\n';
    const auto procs = sample.header.get(HeaderField::gomaxprocs);
    if (sample.has_local && procs && sample.local.size() != static_cast<std::size_t>(*procs)) std::abort();
    ++samples;
  }
  void on_text(std::string_view text) override { text_bytes += text.size(); }

  std::string said;
  std::uint64_t samples = 0, text_bytes = 0;
};

void read(std::string_view bytes, std::size_t chunk, Keep& keep, std::string& account) {
  Reader reader(keep);
  for (std::size_t at = 0; at < bytes.size(); at += chunk) reader.feed(bytes.substr(at, chunk));
  reader.finish();
  if (reader.health().bytes != bytes.size() || reader.health().samples != keep.samples) std::abort();
  if (keep.text_bytes > bytes.size()) std::abort();
  schedlitmus::trace::append_json(account, reader.health());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t chunk = 1 + data[0];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  Keep whole, pieces;
  std::string whole_account, pieces_account;
  read(bytes, bytes.size() + 1, whole, whole_account);
  read(bytes, chunk, pieces, pieces_account);
  if (whole.said != pieces.said || whole_account != pieces_account) std::abort();
  return 0;
}
