"""The Teams surface. Nothing outside this package imports botbuilder, botframework or msrest.

The life of a message: `mounting` takes the request, `door` checks its token, `bot` writes it to
the inbox as an `incoming`; later `surface` has it answered (`replying`), laid out (`layout`,
`adaptive`) and sent (`line`, through `sending`). What Teams waits for is `invokes`.
"""
