// An OpenID Connect provider for tests: whoever types a name is that person. Started by tests/identity_providers/start.py
// with settings (JSON) as its argument: clientId, clientSecret, redirectUri.
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const settings = JSON.parse(process.argv[2])
const scopes = 'openid profile email'

function account(name) {
  const email = `${name}@demo.example`
  return { sub: name, email, email_verified: true, name: `${name} van Werk`, groups: ['Inkoop'] }
}

function configuration() {
  return {
    clients: [
      {
        client_id: settings.clientId,
        client_secret: settings.clientSecret,
        redirect_uris: [settings.redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    cookies: { keys: ['only for tests'] },
    pkce: { methods: ['S256'], required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/sign-in/${interaction.uid}` },
    findAccount: (_context, name) => ({ accountId: name, claims: () => account(name) }),
    async loadExistingGrant(context) {
      const { client, session, provider } = context.oidc
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope(scopes)
      await grant.save()
      return grant
    },
  }
}

async function signIn(provider, request, response) {
  if (request.method === 'POST') {
    let body = ''
    for await (const part of request) body += part
    const accountId = new URLSearchParams(body).get('name')
    await provider.interactionFinished(request, response, { login: { accountId, amr: ['pwd', 'mfa'] } })
    return
  }
  response.setHeader('Content-Type', 'text/html')
  response.end('<h1>Werk</h1><form method="post"><input name="name" aria-label="Naam"><button>Verder</button></form>')
}

const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`
  const provider = new Provider(issuer, configuration())
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url.startsWith('/sign-in/')) signIn(provider, request, response)
    else answer(request, response)
  })
  console.log(`ready ${issuer}`)
})
