# Debian, not Alpine: Temporal's native core is built against glibc.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:20-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The optional packages are the embedded PostgreSQL and the compilers of other machines.
RUN npm ci --no-audit --no-fund --omit=dev --omit=optional

FROM node:20-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    DAIBAN_DATA_DIR=/var/lib/daiban \
    DAIBAN_TRAINING=false
WORKDIR /app
COPY package.json LICENSE* ./
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
# Keys and the session secret are made here on the first start: mount a volume, and back it up.
RUN mkdir -p /var/lib/daiban && chown node:node /var/lib/daiban
VOLUME /var/lib/daiban
USER node
EXPOSE 8420
# One image, three commands: ops/migrate.js once, then ops/api.js and ops/worker.js.
CMD ["node", "dist/ops/api.js"]
