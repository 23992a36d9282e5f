# Writes the bytes of FILE as the elements of a C array to OUT: cmake -DFILE=… -DOUT=… -P embed.cmake
file(READ "${FILE}" hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE "${OUT}" "${bytes}\n")
