"""Constants of the demo's users, made by `python -m ci.demo_credentials`; a live home refuses them (H5)."""

from __future__ import annotations

from typing import Final

# user name: (salt, verifier, public key or "", wrapped private key or ""), all in hexadecimal.
CREDENTIALS: Final[dict[str, tuple[str, str, str, str]]] = {
    "clerk": (
        "0bcc6e33cac2ba12b550183a033bcb24",
        "80f38c2d33c7526c889e3cae0ca2c2c944a0ec7d396cdf4828fa6d9a9af4fa38",
        "",
        "",
    ),
    "adviser": (
        "23ca5e2e234ac6a47c50dbd3d2b86f48",
        "e33552bb25a4632361a55fd05e8030da7a7dd814fa936e4af59d31cee18f24cb",
        "",
        "",
    ),
    "usher": (
        "84cb77c5f715255180b0faa001904347",
        "f1c6ecaf5ef6c5e16943a1d43c74640c920d4b388c502dbe722584539bf63464",
        "",
        "",
    ),
    "manager": (
        "8508e563be02360d71d4c895c869b6b8",
        "af8e73551b5c47a3706de3c93a332899219108a3fb0b668e0b4ccbc72fa1a837",
        "",
        "",
    ),
    "judge": (
        "ccbdaa1c0f6ffb88a47a1f87c07b4073",
        "9073be9b260c8a98a7277fbaacc6bec4e80558c3fc854fe604841c6b698a9797",
        "19448ab7934fbf1d41c5c2fa6bbbeeaffdb522a56a305c37be083e6754ed591a",
        "01b52cf8555e9da22dc5b3145138422c24846f46ae46676756cda7be390b73f22ae035ec427ddfa6a5e46812687ad07fe38f420bb3f87ec6a86a40893a",
    ),
    "judge2": (
        "b6e3d7b2ba73fa900b004f6fd08f03ca",
        "aa4ae55cac804b8029a18fbce53da36839c36c4aa4eeab504b6837f0ac9ea427",
        "069aa81704245ca8b468b5bc1b29f49b035911613d0ebfe065137efd4b640962",
        "014e1504e80d9207cb33f28e46724bd0ee673be31bf08136a8d2233e028130bd8727ced5a298198e89c127c5661556c4fc239b6b600bdb2aa10872b201",
    ),
    "police": (
        "ef776528cd83ec18e445dd7dbad76b33",
        "f6ac87e6cde0523b9dc7de467c5f345c399b8f4dfabf24b4d755d0a97b58d8d8",
        "",
        "",
    ),
    "police-cjx": (
        "d1e924387da3a247d57db577e3781fa7",
        "16c07d9acd0a721eb0a575ca20988ba4a3b31d7928953aa005d859352b8647df",
        "",
        "",
    ),
    "intelligence": (
        "aebef4b30034399fb274019a0eb88a2b",
        "a40c4d735c0e19a5a3686a46840994a3687f0de2ddaf3a7d11dbea9ea75afbdd",
        "",
        "",
    ),
    "prosecutor": (
        "64450f0958557ffc8c64a5c3de37065d",
        "e7ed998bc90e579926a55fc20858e5e2730e83efda88a446b464631e193863b1",
        "",
        "",
    ),
    "probation": (
        "55101d88a9d8ba2debb2311f4cf6a945",
        "5af3ff1bf7e1018bdd2b541e326807148d559c05b11ab07eaa4afaf78b195ed4",
        "",
        "",
    ),
    "probation-manager": (
        "174242a5e7dc81b53540ce57da921be7",
        "8586d056d83e9497449fea781a12d91a950378a8d2746515f3b14e6d485f90db",
        "",
        "",
    ),
    "drugs": (
        "4a5e173288578cc35af812a7fca6963b",
        "a3f3f37ab229926c0c4f9e777a4c8ec2ff31895e1fee6c821d558cd49718d245",
        "",
        "",
    ),
    "voluntary": (
        "8f3e8befe07ab337e4158353f1e82b7b",
        "a1ac10618b29ad590deda55a4009d92d6b6b4dd41c639262565e9582e4671d46",
        "",
        "",
    ),
    "prison": (
        "7e6411c88606c39f7f1e25769ee164ae",
        "d083c0b4f74f574a154b3306e9887b61918ac07a241b6a05a6d4b68e1a7c81ca",
        "",
        "",
    ),
    "yot": (
        "ce175391c3bdccc306b0f0a7518c4977",
        "9adff9f83186062bfb78f81196c54c7556b6ea1596d2d6423b664e1f7d71c67c",
        "",
        "",
    ),
    "defence": (
        "badf944aa3aa08ec11e3d3cda0caf44d",
        "16b21a05df94e67aed0c8cdf693d0ca1cf7f9e75a1ee159a1e353f6b590e3cc2",
        "",
        "",
    ),
    "board": (
        "f09f18952aef1b76d535bab8fd851168",
        "5ed25722c739accc81ad2b7eaac459daec622afbe14ff846e1acd390a31521f1",
        "",
        "",
    ),
    "programme": (
        "6f7f38430077969811d17b1e09909b5d",
        "abf59867d899508951c088b7f1e210332639ba6b106f7de6c6899cf90b08ef03",
        "",
        "",
    ),
    "ppo": (
        "1428c27280f1d94848b3b093c8bfa1a6",
        "5b21a349f68b5429b7b01a271f5c20c1648e0d5e0db6e2d9d3a14c5e951d8bb8",
        "",
        "",
    ),
    "auditor": (
        "9c7c67b2454352aa4af3591e02444836",
        "4d1a17547cb9b71225cb7c0491fcb7aa42c07486c4c6018a3b28acdde50b8d1e",
        "",
        "",
    ),
    "administrator": (
        "26749ebe4a5bd38e28b5a85ed47e5627",
        "7c174d493d13593741e517ac2593227108585a58241359fbe7bec443b5754aa4",
        "",
        "",
    ),
    "authoriser": (
        "0ae371507a6ff9fee7d9dd5f44a96819",
        "cbe0e470ef39a8076b7078ac4636d64bd014de9a558304eca097db323bae3b73",
        "",
        "",
    ),
    "clerk-bradford": (
        "47f534a8a3997fe3ba698450586ea3d5",
        "c3917fdd7635c350751c36d2d6dbecfb7f365d63fc366ed4fcabd1db19a5957d",
        "",
        "",
    ),
    "clerk-sealed": (
        "1446219a9bf24a8646ef1ec7dcce9565",
        "2086eb6d8f98717177869ab6f174f4e6ecac43a895a463e7a0b93a77a5c03e6f",
        "",
        "",
    ),
    "listing": (
        "2c5f312e2b071f4d52672fcae7eaebde",
        "adb2fa461a7bc318bf7c931048c48fa55c169300b3e888c68d1a76805f8e5562",
        "",
        "",
    ),
    "probation-leeds": (
        "652ff05631a444c3d5f7dc4a80aa4eaf",
        "89a7f7727e0438f81e2fc87c5b33f9f4fccb6357abd3d296905b288640f6bec6",
        "",
        "",
    ),
    "trainer": (
        "b5088c2849c36b52fd8be932ec7a3849",
        "d375f1e29922bf4d02e2a380d55aadbfeb3cabea4c660696b4a7d58dde27650c",
        "",
        "",
    ),
}
