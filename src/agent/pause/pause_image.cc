#include "agent/pause/pause_image.h"

#include <fmt/format.h>

#include <array>

#include "wire/digest.h"

namespace gantry::agent {
namespace {

constexpr auto kProgram = std::to_array<unsigned char>({
#include "pause.inc"
});

#if defined(__aarch64__)
constexpr const char* kArchitecture = "arm64";
#else
constexpr const char* kArchitecture = "amd64";
#endif

constexpr std::size_t kBlock = 512;  ///< of a tar archive
constexpr int kExecutable = 0755;
constexpr int kReadable = 0644;

/// One file of an archive in the format ustar, padded to whole blocks.
std::string tar_entry(std::string_view name, int mode, std::string_view content) {
    std::string header(kBlock, '\0');
    const auto put = [&header](std::size_t at, std::string_view text) {
        header.replace(at, text.size(), text);
    };
    put(0, name.substr(0, 100));
    put(100, fmt::format("{:07o}", mode));
    put(108, "0000000");
    put(116, "0000000");
    put(124, fmt::format("{:011o}", content.size()));
    put(136, "00000000000");  // 1970: the same bytes at each build
    put(148, "        ");
    put(156, "0");
    put(257,
        std::string_view(
            "ustar\0"
            "00",
            8
        ));
    unsigned sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    put(148, fmt::format("{:06o}", sum) + std::string("\0 ", 2));
    std::string entry = header + std::string(content);
    entry.resize((entry.size() + kBlock - 1) / kBlock * kBlock, '\0');
    return entry;
}

std::string tar(std::string entries) {
    return entries.append(2 * kBlock, '\0');
}

std::string sha256_hex(std::string_view text) {
    return wire::to_hex(wire::sha256(text));
}

}  // namespace

PauseImage make_pause_image(std::string_view program, std::string_view architecture) {
    const std::string layer = tar(tar_entry("pause", kExecutable, program));
    const std::string digest = sha256_hex(layer);
    const std::string config = fmt::format(
        R"({{"architecture":"{}","os":"linux","created":"1970-01-01T00:00:00Z",)"
        R"("config":{{"Entrypoint":["/pause"],"Labels":{{"{}":"image"}}}},)"
        R"("rootfs":{{"type":"layers","diff_ids":["sha256:{}"]}},)"
        R"("history":[{{"created":"1970-01-01T00:00:00Z","created_by":"gantry"}}]}})",
        architecture,
        kPauseLabel,
        digest
    );
    const std::string id = sha256_hex(config);
    PauseImage image;
    image.name = fmt::format("{}:{}", kPauseRepository, id.substr(0, 12));
    const std::string manifest = fmt::format(
        R"([{{"Config":"{}.json","RepoTags":["{}"],"Layers":["layer.tar"]}}])", id, image.name
    );
    image.archive =
        tar(tar_entry("manifest.json", kReadable, manifest) +
            tar_entry(id + ".json", kReadable, config) + tar_entry("layer.tar", kReadable, layer));
    return image;
}

const PauseImage& pause_image() {
    static const PauseImage image = make_pause_image(
        {reinterpret_cast<const char*>(kProgram.data()), kProgram.size()}, kArchitecture
    );
    return image;
}

}  // namespace gantry::agent
